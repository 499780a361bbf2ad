//! Rows of notices as lists show them. One that stands on several pages is made once for all of them.

use super::Stage;
use crate::lifecycle::Disclosed;
use crate::site::Row;
use crate::theme::{RenderProblem, Shared};
use std::borrow::Cow;
use std::sync::OnceLock;

/// The level of a row's heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// Right below the title of a page.
    BelowTitle = 2,
    /// In a part of a page that has a heading of its own.
    BelowHeading = 3,
}

/// The rows that were made and stand on several pages, as text.
#[derive(Debug)]
pub(super) struct Rows([Vec<OnceLock<Box<str>>>; 2]);

impl Rows {
    /// None yet, of so many notices.
    pub(super) fn of(count: usize) -> Self {
        Self([vec![OnceLock::new(); count], vec![OnceLock::new(); count]])
    }
}

/// The rows of these notices, for a template.
pub(super) fn rows(stage: &Stage, notices: &[usize], level: Level) -> Result<Shared, RenderProblem> {
    let rows: Result<Vec<_>, _> = notices.iter().map(|index| row(stage, *index, level)).collect();
    let is_open = |index: &usize| stage.site.notices[*index].phase.is_open();
    let rows = rows?;
    let rows = notices.iter().zip(&rows).map(|(index, html)| Row { is_open: is_open(index), html });
    Ok(Shared::of(&rows.collect::<Vec<_>>()))
}

fn row(stage: &Stage, index: usize, level: Level) -> Result<Cow<'_, str>, RenderProblem> {
    let known = &stage.rows.0[level as usize - Level::BelowTitle as usize][index];
    if let Some(row) = known.get() {
        return Ok(Cow::Borrowed(row));
    }
    let card = stage.site.card(index);
    let mut html = Vec::new();
    let views = [("card", &Shared::of(&card)), ("level", &Shared::of(&(level as usize)))];
    stage.theme.render("card.html", &stage.frame, &views, &mut html)?;
    let html = String::from_utf8(html).expect("templates give text");
    if !stands_on_several(&stage.site.notices[index], level) {
        return Ok(Cow::Owned(html));
    }
    Ok(Cow::Borrowed(known.get_or_init(|| html.into_boxed_str())))
}

/// Whether a row stands on more than one page: what is closed stands below a title in the archive alone.
fn stands_on_several(notice: &Disclosed, level: Level) -> bool {
    let is_in_a_region = || level == Level::BelowHeading && notice.brief().region.is_some();
    notice.phase.is_open() || is_in_a_region()
}
