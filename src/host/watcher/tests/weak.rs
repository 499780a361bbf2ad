//! Events that fail, from the start or later (P5).

use super::*;

/// Eyes that can be made to watch no more, and to have missed something.
#[derive(Clone, Default)]
struct Weak {
    left: Arc<AtomicUsize>,
    seen: Arc<Mutex<Option<Seen>>>,
}

struct WeakEyes {
    inner: Box<dyn Eyes>,
    left: Arc<AtomicUsize>,
}

impl Eyes for WeakEyes {
    fn watch(&mut self, folder: &Path) -> notify::Result<()> {
        match self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)) {
            Ok(_) => self.inner.watch(folder),
            Err(_) => Err(notify::Error::new(ErrorKind::MaxFilesWatch)),
        }
    }
}

impl Weak {
    fn open(&self) -> Open {
        let weak = self.clone();
        Box::new(move |seen| {
            *weak.seen.lock().unwrap() = Some(seen);
            let seen = Arc::clone(&weak.seen);
            let forward: Seen = Box::new(move |event| {
                if let Some(seen) = &mut *seen.lock().unwrap() {
                    seen(event);
                }
            });
            Ok(Box::new(WeakEyes { inner: open(forward)?, left: Arc::clone(&weak.left) }))
        })
    }
}

#[test]
fn p5_without_events_from_the_start() {
    let refusing: Open = Box::new(|_| Err(notify::Error::generic("no events here")));
    let weak = Weak::default();
    for open in [refusing, weak.open()] {
        let mut preview = Preview::with(site(), Watching::Events, open);
        preview.site.file("content/a.md", "anders");
        assert!(preview.converge().contains("content/a.md"));
        assert!(preview.fell_back.is_some());
    }
}

#[test]
fn p5_no_events_for_one_more_folder() {
    let weak = Weak::default();
    weak.left.store(4, Ordering::SeqCst);
    let mut preview = Preview::with(site(), Watching::Events, weak.open());
    preview.site.file("content/a.md", "anders");
    preview.converge();
    assert_eq!(preview.fell_back, None);
    for number in 0..4 {
        preview.site.file(&format!("content/map {number}/diep/a.md"), "x");
    }
    assert_eq!(preview.converge().len(), 4);
    assert!(preview.fell_back.is_some());
    preview.site.file("content/map 3/diep/a.md", "y");
    assert_eq!(preview.converge(), BTreeSet::from(["content/map 3/diep/a.md".to_owned()]));
}

#[test]
fn events_that_were_lost_may_be_of_anything() {
    let weak = Weak::default();
    weak.left.store(1000, Ordering::SeqCst);
    let mut preview = Preview::with(site(), Watching::Events, weak.open());
    let lost = Event::new(EventKind::Other).set_flag(Flag::Rescan);
    weak.seen.lock().unwrap().as_mut().unwrap()(Ok(lost));
    assert_eq!(preview.told(PATIENCE), Some(Changed::Everything));
    preview.site.file("content/b/b.md", "b");
    assert_eq!(preview.converge(), BTreeSet::from(["content/b/b.md".to_owned()]));
}
