//! Values as trees of named parts: how rules and what is booked under them are written down.
//!
//! A promotion, a tier policy, a coupon that was issued: each kind is taken apart into a [`Node`]
//! and put together again in one place ([`Noded`]). Nodes have one form in bytes (below) and one in
//! JSON (`format::backup`), so a new kind of rule needs neither a new packing nor a new row of the
//! backup, and the rescue page reads kinds that it has never heard of.
//!
//! ```text
//! kind u8      0 nothing, 1 no, 2 yes, 3 whole number signed, 4 text with length,
//!              5 list: how many, then nodes, 6 record: how many, then name as a text and node
//! ```

use std::sync::Arc;

use uuid::Uuid;

use super::day::Day;
use super::money::Fen;
use super::packed::{Reader, Writer};
use super::quantity::Quantity;
use super::rate::BasisPoints;

/// Deeper than any rule: what is nested further is damage, and must not exhaust the stack.
const MOST_DEPTH: usize = 48;

/// A value as a tree.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// Not given.
    #[default]
    Nothing,
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A text.
    Text(Box<str>),
    /// Several.
    List(Vec<Node>),
    /// Named parts, in the order in which they are written; what is not given is left out.
    Record(Vec<(Box<str>, Node)>),
}

/// The name of the part that says which kind of value a record is.
const KIND: &str = "kind";

impl Node {
    /// A record of parts; those that are [`Node::Nothing`] are left out.
    #[must_use]
    pub fn record<const N: usize>(parts: [(&str, Node); N]) -> Node {
        let given = parts.into_iter().filter(|(_, node)| *node != Node::Nothing);
        Node::Record(given.map(|(name, node)| (name.into(), node)).collect())
    }

    /// A record that says which kind it is.
    #[must_use]
    pub fn kind<const N: usize>(word: &str, parts: [(&str, Node); N]) -> Node {
        let kind = (KIND.into(), Node::Text(word.into()));
        match Node::record(parts) {
            Node::Record(parts) => Node::Record([kind].into_iter().chain(parts).collect()),
            other => other,
        }
    }

    /// The parts of a record.
    #[must_use]
    pub fn parts(&self) -> Option<Parts<'_>> {
        match self {
            Node::Record(parts) => Some(Parts(parts)),
            Node::Nothing | Node::Flag(_) | Node::Whole(_) | Node::Text(_) | Node::List(_) => None,
        }
    }

    /// The text of a text.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Node::Text(text) => Some(text),
            Node::Nothing | Node::Flag(_) | Node::Whole(_) | Node::List(_) | Node::Record(_) => {
                None
            }
        }
    }

    /// The number of a number.
    #[must_use]
    pub fn whole(&self) -> Option<i64> {
        match self {
            Node::Whole(number) => Some(*number),
            Node::Nothing | Node::Flag(_) | Node::Text(_) | Node::List(_) | Node::Record(_) => None,
        }
    }
}

/// The parts of a record.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a>(&'a [(Box<str>, Node)]);

impl<'a> Parts<'a> {
    /// A part; [`Node::Nothing`] where it is left out.
    #[must_use]
    pub fn get(self, name: &str) -> &'a Node {
        const NOTHING: &Node = &Node::Nothing;
        self.0.iter().find(|(it, _)| **it == *name).map_or(NOTHING, |(_, node)| node)
    }

    /// A part as a value; `None` = it is not one.
    #[must_use]
    pub fn read<T: Noded>(self, name: &str) -> Option<T> {
        T::from_node(self.get(name))
    }

    /// Which kind of value it is.
    #[must_use]
    pub fn kind(self) -> Option<&'a str> {
        self.get(KIND).text()
    }
}

/// A value that is written down as a node.
pub trait Noded: Sized {
    /// Takes it apart.
    fn to_node(&self) -> Node;
    /// Puts it together; `None` where the node is no such value.
    fn from_node(node: &Node) -> Option<Self>;
}

/// Appends a node.
pub fn write_node(node: &Node, out: &mut Writer) {
    match node {
        Node::Nothing => out.byte(0),
        Node::Flag(flag) => out.byte(1 + u8::from(*flag)),
        Node::Whole(number) => {
            out.byte(3);
            out.signed(*number);
        }
        Node::Text(text) => {
            out.byte(4);
            out.text(text);
        }
        Node::List(nodes) => {
            out.byte(5);
            out.unsigned(nodes.len() as u64);
            nodes.iter().for_each(|node| write_node(node, out));
        }
        Node::Record(parts) => {
            out.byte(6);
            out.unsigned(parts.len() as u64);
            for (name, node) in parts {
                out.text(name);
                write_node(node, out);
            }
        }
    }
}

/// Reads a node; `None` where the bytes are not one.
pub fn read_node(reader: &mut Reader<'_>) -> Option<Node> {
    read_nested(reader, MOST_DEPTH)
}

fn read_nested(reader: &mut Reader<'_>, depth: usize) -> Option<Node> {
    let below = depth.checked_sub(1)?;
    Some(match reader.byte()? {
        0 => Node::Nothing,
        1 => Node::Flag(false),
        2 => Node::Flag(true),
        3 => Node::Whole(reader.signed()?),
        4 => Node::Text(reader.text()?.into()),
        5 => {
            let count = reader.unsigned()?;
            Node::List((0..count).map(|_| read_nested(reader, below)).collect::<Option<_>>()?)
        }
        6 => {
            let count = reader.unsigned()?;
            let mut part = || Some((reader.text()?.into(), read_nested(reader, below)?));
            Node::Record((0..count).map(|_| part()).collect::<Option<_>>()?)
        }
        _ => return None,
    })
}

impl<T: Noded> Noded for Option<T> {
    fn to_node(&self) -> Node {
        self.as_ref().map_or(Node::Nothing, Noded::to_node)
    }

    fn from_node(node: &Node) -> Option<Option<T>> {
        if *node == Node::Nothing { Some(None) } else { T::from_node(node).map(Some) }
    }
}

/// A list without an element is left out.
impl<T: Noded> Noded for Vec<T> {
    fn to_node(&self) -> Node {
        match self.is_empty() {
            true => Node::Nothing,
            false => Node::List(self.iter().map(Noded::to_node).collect()),
        }
    }

    fn from_node(node: &Node) -> Option<Vec<T>> {
        match node {
            Node::Nothing => Some(Vec::new()),
            Node::List(nodes) => nodes.iter().map(Noded::from_node).collect(),
            Node::Flag(_) | Node::Whole(_) | Node::Text(_) | Node::Record(_) => None,
        }
    }
}

impl<T: Noded> Noded for Box<T> {
    fn to_node(&self) -> Node {
        T::to_node(self)
    }

    fn from_node(node: &Node) -> Option<Box<T>> {
        T::from_node(node).map(Box::new)
    }
}

/// No is left out.
impl Noded for bool {
    fn to_node(&self) -> Node {
        if *self { Node::Flag(true) } else { Node::Nothing }
    }

    fn from_node(node: &Node) -> Option<bool> {
        match node {
            Node::Nothing => Some(false),
            Node::Flag(flag) => Some(*flag),
            Node::Whole(_) | Node::Text(_) | Node::List(_) | Node::Record(_) => None,
        }
    }
}

/// Values that are a text in a node.
macro_rules! noded_as_text {
    ($($type:ty),+) => {$(
        impl Noded for $type {
            fn to_node(&self) -> Node {
                Node::Text(self.to_string().into())
            }

            fn from_node(node: &Node) -> Option<$type> {
                node.text()?.parse().ok()
            }
        }
    )+};
}

/// Texts; an empty one is left out.
macro_rules! noded_text {
    ($($type:ty),+) => {$(
        impl Noded for $type {
            fn to_node(&self) -> Node {
                if self.is_empty() { Node::Nothing } else { Node::Text((&**self).into()) }
            }

            fn from_node(node: &Node) -> Option<$type> {
                match node {
                    Node::Nothing => Some("".into()),
                    Node::Text(text) => Some((&**text).into()),
                    Node::Flag(_) | Node::Whole(_) | Node::List(_) | Node::Record(_) => None,
                }
            }
        }
    )+};
}

/// Values that are a whole number in a node.
macro_rules! noded_whole {
    ($($type:ty: $to:expr, $from:expr);+ $(;)?) => {$(
        impl Noded for $type {
            fn to_node(&self) -> Node {
                let to: fn(&$type) -> i64 = $to;
                Node::Whole(to(self))
            }

            fn from_node(node: &Node) -> Option<$type> {
                let from: fn(i64) -> Option<$type> = $from;
                from(node.whole()?)
            }
        }
    )+};
}

noded_as_text!(Day, Uuid);
noded_text!(Box<str>, Arc<str>, String);
noded_whole! {
    i64: |it| *it, Some;
    i32: |it| i64::from(*it), |it| it.try_into().ok();
    u8: |it| i64::from(*it), |it| it.try_into().ok();
    u16: |it| i64::from(*it), |it| it.try_into().ok();
    u32: |it| i64::from(*it), |it| it.try_into().ok();
    Fen: |it| it.minor(), |it| Some(Fen::from_minor(it));
    Quantity: |it| it.thousandths(), |it| Some(Quantity::from_thousandths(it));
    BasisPoints: |it| i64::from(it.number()), |it| BasisPoints::new(it.try_into().ok()?);
}

/// `Noded` for a struct: a record of its fields.
macro_rules! noded_struct {
    ($type:ty { $($field:ident),+ $(,)? }) => {
        impl $crate::domain::node::Noded for $type {
            fn to_node(&self) -> $crate::domain::node::Node {
                $crate::domain::node::Node::record([
                    $((stringify!($field), $crate::domain::node::Noded::to_node(&self.$field))),+
                ])
            }

            fn from_node(node: &$crate::domain::node::Node) -> Option<Self> {
                let parts = node.parts()?;
                Some(Self { $($field: parts.read(stringify!($field))?),+ })
            }
        }
    };
}

/// `Noded` for an enum: a record that says which variant it is, with the variant's fields.
macro_rules! noded_enum {
    ($type:ident {
        $($word:literal = $variant:ident $(($inner:ident))? $({ $($field:ident),+ })?),+ $(,)?
    }) => {
        impl $crate::domain::node::Noded for $type {
            fn to_node(&self) -> $crate::domain::node::Node {
                match self {
                    $($type::$variant $(($inner))? $({ $($field),+ })? => {
                        $crate::domain::node::Node::kind($word, [
                            $((stringify!($inner), $crate::domain::node::Noded::to_node($inner)))?
                            $($((stringify!($field), $crate::domain::node::Noded::to_node($field))),+)?
                        ])
                    })+
                }
            }

            fn from_node(node: &$crate::domain::node::Node) -> Option<Self> {
                let parts = node.parts()?;
                // A variant without fields does not look at them.
                let _ = &parts;
                Some(match parts.kind()? {
                    $($word => $type::$variant
                        $(({ let $inner = parts.read(stringify!($inner))?; $inner }))?
                        $({ $($field: parts.read(stringify!($field))?),+ })?,)+
                    _ => return None,
                })
            }
        }
    };
}

/// `Noded` for an enum without fields: a word.
macro_rules! noded_words {
    ($type:ident { $($word:literal = $variant:ident $(($inner:path))?),+ $(,)? }) => {
        impl $crate::domain::node::Noded for $type {
            fn to_node(&self) -> $crate::domain::node::Node {
                $crate::domain::node::Node::Text(match self {
                    $($type::$variant $(($inner))? => $word),+
                }.into())
            }

            fn from_node(node: &$crate::domain::node::Node) -> Option<Self> {
                Some(match node.text()? {
                    $($word => $type::$variant $(($inner))?,)+
                    _ => return None,
                })
            }
        }
    };
}

/// `Noded` for values that stand in a node as another one does: how it is made, and made back.
macro_rules! noded_like {
    ($($type:ty as $like:ty: $to:expr, $from:expr);+ $(;)?) => {$(
        impl $crate::domain::node::Noded for $type {
            fn to_node(&self) -> $crate::domain::node::Node {
                let to: fn(&$type) -> $like = $to;
                $crate::domain::node::Noded::to_node(&to(self))
            }

            fn from_node(node: &$crate::domain::node::Node) -> Option<$type> {
                let from: fn($like) -> Option<$type> = $from;
                from(<$like as $crate::domain::node::Noded>::from_node(node)?)
            }
        }
    )+};
}

pub(in crate::domain) use {noded_enum, noded_like, noded_struct, noded_words};

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn node() -> impl Strategy<Value = Node> {
        let leaf = prop_oneof![
            Just(Node::Nothing),
            any::<bool>().prop_map(Node::Flag),
            any::<i64>().prop_map(Node::Whole),
            "\\PC{0,8}".prop_map(|text| Node::Text(text.into())),
        ];
        leaf.prop_recursive(4, 32, 5, |inner| {
            let part = ("[a-z]{1,4}", inner.clone()).prop_map(|(name, it)| (name.into(), it));
            prop_oneof![
                prop::collection::vec(inner, 0..5).prop_map(Node::List),
                prop::collection::vec(part, 0..5).prop_map(Node::Record),
            ]
        })
    }

    fn bytes(node: &Node) -> Vec<u8> {
        let mut out = Writer::default();
        write_node(node, &mut out);
        out.into_bytes()
    }

    proptest! {
        #[test]
        fn a_node_is_read_as_written(node in node(), flip in 1u8..) {
            let bytes = bytes(&node);
            let mut reader = Reader::new(&bytes);
            prop_assert_eq!(read_node(&mut reader), Some(node));
            prop_assert!(reader.is_empty());
            for at in 0..bytes.len() {
                let mut flipped = bytes.clone();
                flipped[at] ^= flip;
                let _ = read_node(&mut Reader::new(&flipped));
                prop_assert_eq!(read_node(&mut Reader::new(&bytes[..at])), None);
            }
        }
    }

    #[test]
    fn what_is_nested_without_end_is_damage() {
        let nested =
            |depth: usize| [5, 1].repeat(depth).into_iter().chain([0]).collect::<Vec<u8>>();
        for (depth, is_read) in
            [(10, true), (MOST_DEPTH - 1, true), (MOST_DEPTH, false), (9_999, false)]
        {
            let bytes = nested(depth);
            assert_eq!(read_node(&mut Reader::new(&bytes)).is_some(), is_read, "{depth}");
        }
    }

    #[test]
    fn what_says_nothing_is_left_out_and_read_as_nothing() {
        let record = Node::record([
            ("text", String::new().to_node()),
            ("list", Vec::<u8>::new().to_node()),
            ("flag", false.to_node()),
            ("maybe", None::<Fen>.to_node()),
            ("zero", Fen::ZERO.to_node()),
        ]);
        assert_eq!(record, Node::Record(vec![("zero".into(), Node::Whole(0))]));
        let parts = record.parts().unwrap();
        assert_eq!(parts.read::<String>("text"), Some(String::new()));
        assert_eq!(parts.read::<Vec<u8>>("list"), Some(Vec::new()));
        assert_eq!(parts.read::<bool>("flag"), Some(false));
        assert_eq!(parts.read::<Option<Fen>>("maybe"), Some(None));
        assert_eq!(parts.read::<Fen>("maybe"), None, "a number must be given");
        assert_eq!(parts.read::<u8>("zero"), Some(0));
        assert_eq!(Node::Whole(300).parts().map(|_| ()), None);
        assert_eq!(u8::from_node(&Node::Whole(300)), None, "too large");
    }
}
