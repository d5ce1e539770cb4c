//! Nodes as JSON: a record is an object, and so on; what is not given is null.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::json::{separated, text, whole};
use crate::domain::node::Node;

/// Writes a node.
pub(super) fn write_node(node: &Node, out: &mut String) {
    match node {
        Node::Nothing => out.push_str("null"),
        Node::Flag(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Node::Whole(number) => whole(*number, out),
        Node::Text(it) => text(it, out),
        Node::List(nodes) => {
            out.push('[');
            separated(nodes, out, write_node);
            out.push(']');
        }
        Node::Record(parts) => {
            out.push('{');
            separated(parts, out, |(name, node), out| {
                text(name, out);
                out.push(':');
                write_node(node, out);
            });
            out.push('}');
        }
    }
}

/// A node as it stands in the file. How deep it may be nested is for the reader of JSON to say.
#[derive(Debug)]
pub(super) struct NodeRow(pub(super) Node);

impl<'de> Deserialize<'de> for NodeRow {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<NodeRow, D::Error> {
        deserializer.deserialize_any(NodeVisitor).map(NodeRow)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a rule, or a part of one")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Nothing)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Node, E> {
        Ok(Node::Flag(flag))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Node, E> {
        Ok(Node::Whole(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Node, E> {
        i64::try_from(number).map(Node::Whole).map_err(E::custom)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let mut nodes = Vec::new();
        while let Some(NodeRow(node)) = list.next_element()? {
            nodes.push(node);
        }
        Ok(Node::List(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut parts = Vec::new();
        while let Some((name, NodeRow(node))) = map.next_entry::<String, NodeRow>()? {
            parts.push((name.into(), node));
        }
        Ok(Node::Record(parts))
    }
}
