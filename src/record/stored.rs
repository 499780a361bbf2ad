//! A value that stands on a shelf until somebody asks for it.

use crate::digest::Digest;
use borsh::{BorshDeserialize, BorshSerialize};
use std::fmt;
use std::sync::{Arc, OnceLock};

/// Where values stand that were put away as bytes, by earlier runs.
pub trait Shelf: fmt::Debug + Send + Sync {
    /// The bytes that were put away in this spot, just as they were then. Does not come back when they are gone or
    /// damaged: whoever put up the shelf takes it down and begins again without.
    fn take(&self, spot: Spot) -> Vec<u8>;

    /// Puts bytes away, and tells where they stand; `None` when there is no room.
    fn put(&self, bytes: &[u8]) -> Option<Spot>;
}

/// A spot on a shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Spot {
    /// In which of its files.
    pub file: u32,
    /// The first byte.
    pub start: u64,
    /// How many bytes.
    pub length: u32,
    /// The digest of the bytes.
    pub digest: Digest,
}

/// A value in memory, or on a shelf as long as nobody asked for it.
#[derive(Debug)]
pub struct Stored<T> {
    value: OnceLock<Arc<T>>,
    shelved: Option<(Arc<dyn Shelf>, Spot)>,
}

impl<T: BorshDeserialize> Stored<T> {
    /// A value that stands on a shelf.
    #[must_use]
    pub fn on(shelf: &Arc<dyn Shelf>, spot: Spot) -> Self {
        Self { value: OnceLock::new(), shelved: Some((Arc::clone(shelf), spot)) }
    }

    /// The value.
    pub fn get(&self) -> &Arc<T> {
        self.value.get_or_init(|| {
            let (shelf, spot) = self.shelved.as_ref().expect("what is not in memory stands on a shelf");
            let bytes = shelf.take(*spot);
            Arc::new(borsh::from_slice(&bytes).expect("a shelf gives what was put on it"))
        })
    }

    /// The same value, which whoever asked this one holds: it is gone when they let go of it, and is taken off the
    /// shelf again when somebody else asks.
    #[must_use]
    pub fn at_hand(&self) -> Self {
        match &self.shelved {
            Some((shelf, spot)) => Self::on(shelf, *spot),
            None => Self { value: self.value.clone(), shelved: None },
        }
    }

    /// Where it stands, when it stands on a shelf.
    #[must_use]
    pub fn spot(&self) -> Option<Spot> {
        self.shelved.as_ref().map(|(_, spot)| *spot)
    }
}

impl<T: BorshDeserialize + Clone> Stored<T> {
    /// The value, to be changed: from then on it stands on no shelf.
    pub fn get_mut(&mut self) -> &mut T {
        self.get();
        self.shelved = None;
        Arc::make_mut(self.value.get_mut().expect("it was taken just now"))
    }
}

impl<T> From<T> for Stored<T> {
    fn from(value: T) -> Self {
        Self { value: OnceLock::from(Arc::new(value)), shelved: None }
    }
}

impl<T> Clone for Stored<T> {
    fn clone(&self) -> Self {
        Self { value: self.value.clone(), shelved: self.shelved.clone() }
    }
}

impl<T: BorshSerialize + BorshDeserialize> Stored<T> {
    /// The value on a shelf, and no longer in memory; where there is no room it stays.
    #[must_use]
    pub fn put_on(self, shelf: &Arc<dyn Shelf>) -> Self {
        if self.shelved.is_some() {
            return self;
        }
        let bytes = borsh::to_vec(&**self.get()).expect("memory takes all");
        match shelf.put(&bytes) {
            Some(spot) => Self::on(shelf, spot),
            None => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Cupboard(Vec<u8>);

    impl Shelf for Cupboard {
        fn take(&self, spot: Spot) -> Vec<u8> {
            let start = usize::try_from(spot.start).expect("it is small");
            self.0[start..start + spot.length as usize].to_vec()
        }

        fn put(&self, bytes: &[u8]) -> Option<Spot> {
            (self.0 == bytes).then(|| Spot { file: 0, start: 0, length: 9, digest: Digest::of_bytes(bytes) })
        }
    }

    #[test]
    fn a_value_comes_off_the_shelf_and_leaves_it_when_it_changes() {
        let bytes = borsh::to_vec("appel").expect("memory takes all");
        let spot = Spot { file: 0, start: 0, length: 9, digest: Digest::of_bytes(&bytes) };
        let shelf: Arc<dyn Shelf> = Arc::new(Cupboard(bytes));
        let mut stored: Stored<String> = Stored::on(&shelf, spot);
        assert_eq!(**stored.get(), "appel");
        assert_eq!((stored.spot(), stored.at_hand().get().as_str()), (Some(spot), "appel"));
        stored.get_mut().push_str("moes");
        assert_eq!((stored.get().as_str(), stored.spot()), ("appelmoes", None));
        assert_eq!(stored.put_on(&shelf).spot(), None, "there is no room");
        assert_eq!(Stored::from("appel".to_owned()).put_on(&shelf).spot(), Some(spot));
    }
}
