//! Rows of notices as lists show them, each made once, however many pages it stands on.

use super::Stage;
use crate::site::Row;
use crate::theme::{RenderProblem, Shared};
use std::sync::OnceLock;

/// The level of a row's heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// Right below the title of a page.
    BelowTitle = 2,
    /// In a part of a page that has a heading of its own.
    BelowHeading = 3,
}

/// The rows that were made, as text: there are many of them, and they stay.
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
    let row = |index: &usize| {
        let is_open = stage.site.notices[*index].phase.is_open();
        Ok(Row { is_open, html: row(stage, *index, level)? })
    };
    let rows: Result<Vec<Row<'_>>, _> = notices.iter().map(row).collect();
    Ok(Shared::of(&rows?))
}

fn row(stage: &Stage, index: usize, level: Level) -> Result<&str, RenderProblem> {
    let known = &stage.rows.0[level as usize - Level::BelowTitle as usize][index];
    if let Some(row) = known.get() {
        return Ok(row);
    }
    let card = stage.site.card(index);
    let mut html = Vec::new();
    let views = [("card", &Shared::of(&card)), ("level", &Shared::of(&(level as usize)))];
    stage.theme.render("card.html", &stage.frame, &views, &mut html)?;
    let html = String::from_utf8(html).expect("templates give text");
    Ok(known.get_or_init(|| html.into_boxed_str()))
}
