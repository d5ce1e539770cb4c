//! A rule as it is being built: blocks and conditions, each with a key of its own that it keeps
//! wherever it is moved to, so that what is typed into it stays with it.

use super::condition::{Form, Part, Wrong};
use crate::domain::segment::{Path, Rule};

/// The name of a node for as long as the form stands.
pub type Key = u32;

/// A block or a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its name.
    pub key: Key,
    /// True where it must not hold.
    pub is_not: bool,
    /// What it is.
    pub kind: Kind,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Several together.
    Block {
        /// One of them is enough; otherwise all must hold.
        is_any: bool,
        /// They.
        children: Vec<Node>,
    },
    /// One condition.
    Condition(Form),
}

/// What came of reading a tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The rule; `None` where a field cannot be read.
    pub rule: Option<Rule>,
    /// What cannot be read, and where.
    pub wrong: Vec<(Key, Part, Wrong)>,
    /// Which node stands at which path of the rule; of one that must not hold both.
    pub paths: Vec<(Path, Key)>,
}

impl Reading {
    /// The node at a path.
    #[must_use]
    pub fn key_at(&self, path: &[usize]) -> Option<Key> {
        self.paths.iter().find(|(it, _)| it == path).map(|(_, key)| *key)
    }
}

/// The whole of it. Its root is always a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    root: Node,
    next: Key,
}

/// The key of the root.
pub const ROOT: Key = 0;

impl Tree {
    /// The tree of a rule.
    #[must_use]
    pub fn of(rule: &Rule) -> Tree {
        let mut tree = Tree::empty();
        let root = tree.node_of(rule, false);
        match (&root.kind, root.is_not) {
            (Kind::Block { .. }, _) => tree.root = Node { key: ROOT, ..root },
            (Kind::Condition(_), _) => tree.put(&[0], root),
        }
        tree
    }

    /// A tree without any condition.
    #[must_use]
    pub const fn empty() -> Tree {
        let kind = Kind::Block { is_any: false, children: Vec::new() };
        Tree { root: Node { key: ROOT, is_not: false, kind }, next: ROOT + 1 }
    }

    fn node_of(&mut self, rule: &Rule, is_not: bool) -> Node {
        let kind = match rule {
            // Twice not is nothing.
            Rule::Not(child) => return self.node_of(child, !is_not),
            Rule::Test(test) => Kind::Condition(Form::of(test)),
            Rule::All(children) | Rule::Any(children) => Kind::Block {
                is_any: matches!(rule, Rule::Any(_)),
                children: children.iter().map(|it| self.node_of(it, false)).collect(),
            },
        };
        Node { key: self.new_key(), is_not, kind }
    }

    const fn new_key(&mut self) -> Key {
        let key = self.next;
        self.next += 1;
        key
    }

    /// A node by its key.
    #[must_use]
    pub fn node(&self, key: Key) -> Option<&Node> {
        let mut path = Vec::new();
        find(&self.root, key, &mut path).then_some(())?;
        path.iter().try_fold(&self.root, |node, at| node.children().get(*at))
    }

    fn node_mut(&mut self, key: Key) -> Option<&mut Node> {
        let mut path = Vec::new();
        find(&self.root, key, &mut path).then_some(())?;
        descend(&mut self.root, &path)
    }

    /// The keys of a block's children, in their order.
    #[must_use]
    pub fn children(&self, key: Key) -> Vec<Key> {
        let node = self.node(key);
        node.map(|it| it.children().iter().map(|it| it.key).collect()).unwrap_or_default()
    }

    /// The form of a condition.
    #[must_use]
    pub fn form(&self, key: Key) -> Option<&Form> {
        match &self.node(key)?.kind {
            Kind::Condition(form) => Some(form),
            Kind::Block { .. } => None,
        }
    }

    /// Changes the form of a condition.
    pub fn change(&mut self, key: Key, change: impl FnOnce(&mut Form)) {
        if let Some(Node { kind: Kind::Condition(form), .. }) = self.node_mut(key) {
            change(form);
        }
    }

    /// Adds a condition at the end of a block: its key.
    pub fn add_condition(&mut self, block: Key, form: Form) -> Key {
        self.add(block, Kind::Condition(form))
    }

    /// Adds a block with nothing in it at the end of another one: its key.
    pub fn add_block(&mut self, block: Key) -> Key {
        // What is put together inside is what the other block does not say.
        let is_any =
            matches!(self.node(block).map(|it| &it.kind), Some(Kind::Block { is_any: false, .. }));
        self.add(block, Kind::Block { is_any, children: Vec::new() })
    }

    fn add(&mut self, block: Key, kind: Kind) -> Key {
        let key = self.new_key();
        if let Some(Node { kind: Kind::Block { children, .. }, .. }) = self.node_mut(block) {
            children.push(Node { key, is_not: false, kind });
        }
        key
    }

    /// Takes a node out, with all that is in it; the root stays.
    pub fn remove(&mut self, key: Key) {
        let mut path = Vec::new();
        if find(&self.root, key, &mut path) {
            let _ = self.take(&path);
        }
    }

    /// Says the opposite of a node.
    pub fn negate(&mut self, key: Key) {
        if let Some(node) = self.node_mut(key) {
            node.is_not = !node.is_not;
        }
    }

    /// All of a block, or one of it.
    pub fn set_any(&mut self, key: Key, any: bool) {
        if let Some(Node { kind: Kind::Block { is_any, .. }, .. }) = self.node_mut(key) {
            *is_any = any;
        }
    }

    /// Where a node would go, one place up or down: past its neighbour, into it where that is a
    /// block, or out of its own block at the end of it.
    fn place_beside(&self, path: &[usize], up: bool) -> Option<Vec<usize>> {
        let (at, above) = path.split_last()?;
        let siblings = above.iter().try_fold(&self.root, |node, at| node.children().get(*at))?;
        let beside = match up {
            true => at.checked_sub(1),
            false => at.checked_add(1),
        };
        let mut place = above.to_vec();
        match beside.and_then(|beside| Some((beside, siblings.children().get(beside)?))) {
            Some((beside, Node { kind: Kind::Block { children, .. }, .. })) => {
                // Below, the block moves up to where the node stood.
                place.push(if up { beside } else { *at });
                place.push(if up { children.len() } else { 0 });
            }
            Some((beside, _)) => place.push(beside),
            None => {
                let block = place.pop()?;
                place.push(if up { block } else { block + 1 });
            }
        }
        Some(place)
    }

    /// True where a node can be moved up, or down.
    #[must_use]
    pub fn can_move(&self, key: Key, up: bool) -> bool {
        let mut path = Vec::new();
        find(&self.root, key, &mut path) && self.place_beside(&path, up).is_some()
    }

    /// Moves a node one place up or down.
    pub fn shift(&mut self, key: Key, up: bool) {
        let mut path = Vec::new();
        if !find(&self.root, key, &mut path) {
            return;
        }
        let Some(place) = self.place_beside(&path, up) else { return };
        if let Some(node) = self.take(&path) {
            self.put(&place, node);
        }
    }

    fn take(&mut self, path: &[usize]) -> Option<Node> {
        let (at, above) = path.split_last()?;
        match &mut descend(&mut self.root, above)?.kind {
            Kind::Block { children, .. } if *at < children.len() => Some(children.remove(*at)),
            Kind::Block { .. } | Kind::Condition(_) => None,
        }
    }

    fn put(&mut self, place: &[usize], node: Node) {
        let Some((at, above)) = place.split_last() else { return };
        if let Some(Node { kind: Kind::Block { children, .. }, .. }) =
            descend(&mut self.root, above)
        {
            children.insert((*at).min(children.len()), node);
        }
    }

    /// The rule that is built, or what of it cannot be read.
    #[must_use]
    pub fn read(&self) -> Reading {
        let mut reading = Reading::default();
        let rule = match (&self.root, self.root.children()) {
            // A block of one that nobody denied is that one.
            (Node { is_not: false, .. }, [only]) => read(only, &mut Path::new(), &mut reading),
            (root, _) => read(root, &mut Path::new(), &mut reading),
        };
        reading.rule = rule.filter(|_| reading.wrong.is_empty());
        reading
    }
}

impl Node {
    fn children(&self) -> &[Node] {
        match &self.kind {
            Kind::Block { children, .. } => children,
            Kind::Condition(_) => &[],
        }
    }
}

fn find(node: &Node, key: Key, path: &mut Vec<usize>) -> bool {
    if node.key == key {
        return true;
    }
    for (at, child) in node.children().iter().enumerate() {
        path.push(at);
        if find(child, key, path) {
            return true;
        }
        path.pop();
    }
    false
}

fn descend<'a>(root: &'a mut Node, path: &[usize]) -> Option<&'a mut Node> {
    path.iter().try_fold(root, |node, at| match &mut node.kind {
        Kind::Block { children, .. } => children.get_mut(*at),
        Kind::Condition(_) => None,
    })
}

fn read(node: &Node, path: &mut Path, reading: &mut Reading) -> Option<Rule> {
    reading.paths.push((path.clone(), node.key));
    if node.is_not {
        path.push(0);
        reading.paths.push((path.clone(), node.key));
    }
    let rule = match &node.kind {
        Kind::Condition(form) => match form.read() {
            Ok(test) => Some(Rule::Test(test)),
            Err((part, wrong)) => {
                reading.wrong.push((node.key, part, wrong));
                None
            }
        },
        Kind::Block { is_any, children } => {
            let mut rules = Vec::with_capacity(children.len());
            for (at, child) in children.iter().enumerate() {
                path.push(at);
                rules.extend(read(child, path, reading));
                path.pop();
            }
            Some(if *is_any { Rule::Any(rules) } else { Rule::All(rules) })
        }
    };
    if node.is_not {
        path.pop();
        return rule.map(Rule::negated);
    }
    rule
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::roster::StagePick;
    use crate::domain::segment::{Ready, Test};

    fn stage(it: StagePick) -> Rule {
        Rule::Test(Test::Stage(vec![it]))
    }

    #[test]
    fn ready_groups_are_read_back() {
        for ready in Ready::ALL {
            let rule = ready.rule();
            assert_eq!(Tree::of(&rule).read().rule, Some(rule), "{ready:?}");
        }
    }

    #[test]
    fn paths_lead_to_nodes() {
        let rule = Rule::All(vec![
            stage(StagePick::New),
            Rule::Any(vec![stage(StagePick::Lost), stage(StagePick::Active)]).negated(),
        ]);
        let reading = Tree::of(&rule).read();
        for (path, key) in &reading.paths {
            assert!(rule.at(path).is_some(), "{path:?}");
            assert!(Tree::of(&rule).node(*key).is_some());
        }
        let mut lines: Vec<_> = crate::domain::segment::outline(&rule);
        lines.retain(|line| reading.key_at(&line.path).is_none());
        assert_eq!(lines, [], "every line is somebody's");
    }

    #[test]
    fn nodes_move_in_and_out_of_blocks() {
        let (a, b, c) = (StagePick::New, StagePick::Lost, StagePick::Active);
        let rule = Rule::All(vec![stage(a), Rule::Any(vec![stage(b), stage(c)])]);
        let start = Tree::of(&rule);
        let first = start.children(ROOT)[0];
        let mut tree = start.clone();
        assert!(!tree.can_move(first, true), "nothing is above the first");
        tree.shift(first, false);
        let inside = Rule::Any(vec![stage(a), stage(b), stage(c)]);
        assert_eq!(tree.read().rule, Some(inside), "into the block below");
        tree.shift(first, false);
        tree.shift(first, false);
        tree.shift(first, false);
        let behind = Rule::All(vec![Rule::Any(vec![stage(b), stage(c)]), stage(a)]);
        assert_eq!(tree.read().rule, Some(behind), "through it and out at its end");
        for _ in 0..4 {
            tree.shift(first, true);
        }
        assert_eq!(tree.read().rule, Some(rule), "and all the way back");
    }

    #[test]
    fn nodes_are_added_denied_and_removed() {
        let mut tree = Tree::of(&stage(StagePick::New));
        let block = tree.add_block(ROOT);
        let lost = tree.add_condition(block, Form::of(&Test::Stage(vec![StagePick::Lost])));
        let top = tree.add_condition(block, Form::of(&Test::HighestTier));
        tree.negate(lost);
        let two = vec![stage(StagePick::Lost).negated(), Rule::Test(Test::HighestTier)];
        let whole = Rule::All(vec![stage(StagePick::New), Rule::Any(two)]);
        assert_eq!(tree.read().rule, Some(whole));
        tree.remove(top);
        tree.remove(ROOT);
        tree.set_any(ROOT, true);
        let left = Rule::Any(vec![stage(StagePick::Lost).negated()]);
        assert_eq!(tree.read().rule, Some(Rule::Any(vec![stage(StagePick::New), left])));
    }
}
