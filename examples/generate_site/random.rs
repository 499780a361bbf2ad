//! Numbers that look like chance and are the same every time.

/// SplitMix64.
pub(crate) struct Random(u64);

impl Random {
    /// Numbers of their own for the notice with this number.
    pub(crate) fn of(notice: usize) -> Self {
        Self((notice as u64).wrapping_mul(0xd134_2543_de82_ef95).wrapping_add(0x0074_6572_6d69_6a6e))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: usize, high: usize) -> usize {
        low + (self.next() % (high - low + 1) as u64) as usize
    }

    /// One of a list.
    pub(crate) fn one<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.between(0, list.len() - 1)]
    }

    /// `count` different ones of a list, in the list's order.
    pub(crate) fn some<'a, T>(&mut self, list: &'a [T], count: usize) -> Vec<&'a T> {
        let mut left = list.len();
        let mut wanted = count.min(left);
        let mut chosen = Vec::with_capacity(wanted);
        for item in list {
            if self.between(1, left) <= wanted {
                chosen.push(item);
                wanted -= 1;
            }
            left -= 1;
        }
        chosen
    }
}
