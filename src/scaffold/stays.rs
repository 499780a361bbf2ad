//! Which moments of an older record hold for a new one: those that are counted from a moment that the new one
//! has, however long the chain.

use crate::content::fields::RECORD;
use crate::source::{Key, Node, Shape, Value};
use crate::time::Written;
use std::collections::{BTreeMap, BTreeSet};

/// Tables and lists that go unless they hold a moment that stays.
pub(super) const CARRIERS: [&str; 3] = ["decision", "interviews.windows", "questions.rounds"];

/// Moments that a new record always has: they get a new value when the old one cannot stay.
const PROPOSED: [&str; 2] = ["published", "response.deadline"];

/// What a copy may keep of the older record's moments.
pub(super) struct Stays {
    /// Every moment by its path, lists counted from 1: what it refers to, if it does.
    moments: BTreeMap<String, Option<String>>,
    /// The items of lists, by the path of the list: their paths.
    items: BTreeMap<String, Vec<String>>,
    /// Lists of which an item would be empty.
    dropped: BTreeSet<String>,
    /// What goes whatever it says.
    own: &'static [&'static str],
}

impl Stays {
    /// Looks at the moments of `root`; what stands below `own` goes.
    pub(super) fn of(root: &Node, own: &'static [&'static str]) -> Self {
        let mut stays =
            Self { moments: BTreeMap::new(), items: BTreeMap::new(), dropped: BTreeSet::new(), own };
        stays.look(root, RECORD, "", "");
        // Dropping a list may take from another what it refers to.
        loop {
            let empty = stays.items.iter().find(|(list, items)| {
                let is_empty = |item: &String| !stays.holds_one(item);
                CARRIERS.contains(&list.as_str())
                    && !stays.dropped.contains(*list)
                    && items.iter().any(is_empty)
            });
            let Some((list, _)) = empty else { return stays };
            let list = list.clone();
            stays.dropped.insert(list);
        }
    }

    /// Whether something with this value may stand in a copy: `3 werkdagen na response.deadline` may, as long
    /// as there is such a moment.
    pub(super) fn value(&self, value: &Value) -> bool {
        reference(value).is_some_and(|reference| self.moment(&reference))
    }

    /// Whether a table or list of [`CARRIERS`] keeps something.
    pub(super) fn carrier(&self, path: &str) -> bool {
        !self.dropped.contains(path) && self.holds_one(path)
    }

    fn holds_one(&self, table: &str) -> bool {
        let inside = format!("{table}.");
        self.moments.keys().any(|path| path.starts_with(&inside) && self.moment(path))
    }

    /// Whether a copy has this moment.
    fn moment(&self, path: &str) -> bool {
        let mut path = path;
        // A circle has no more links than there are moments.
        for _ in 0..=self.moments.len() {
            if PROPOSED.contains(&path) {
                return true;
            }
            let Some(Some(reference)) = self.moments.get(path) else { return false };
            if self.goes(path) {
                return false;
            }
            path = reference;
        }
        false
    }

    fn goes(&self, path: &str) -> bool {
        let plain: Vec<_> = path.split('.').filter(|part| part.parse::<usize>().is_err()).collect();
        let plain = plain.join(".");
        let is_below = |above: &str| {
            plain == above || plain.strip_prefix(above).is_some_and(|rest| rest.starts_with('.'))
        };
        self.own.iter().any(|own| is_below(own)) || self.dropped.iter().any(|list| is_below(list))
    }

    fn look(&mut self, node: &Node, keys: &'static [Key], path: &str, plain: &str) {
        let Value::Table(table) = &node.value else { return };
        let joined =
            |above: &str, key: &str| if above.is_empty() { key.to_owned() } else { format!("{above}.{key}") };
        for entry in &table.entries {
            let Some(key) = keys.iter().find(|key| key.name == entry.key) else { continue };
            let (path, plain) = (joined(path, key.name), joined(plain, key.name));
            match (&key.shape, &entry.node.value) {
                (Shape::Moment | Shape::Date | Shape::DateOr(_), value) => {
                    self.moments.insert(path, reference(value));
                }
                (Shape::Table(keys), _) => self.look(&entry.node, keys, &path, &plain),
                (Shape::Tables(keys), Value::List(items)) => {
                    for (index, item) in items.iter().enumerate() {
                        let path = format!("{path}.{}", index + 1);
                        self.items.entry(plain.clone()).or_default().push(path.clone());
                        self.look(item, keys, &path, &plain);
                    }
                }
                _ => {}
            }
        }
    }
}

/// The moment from which a value is counted.
fn reference(value: &Value) -> Option<String> {
    let Value::Text(text) = value else { return None };
    let written = Written::read(text).ok()?;
    written.relative().map(|relative| relative.reference.clone())
}
