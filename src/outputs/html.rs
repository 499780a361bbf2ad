//! HTML: notice pages, lists, ordinary pages, and the files that belong to them.

use super::rows::{Level, rows};
use super::{Content, Planned, Stage, Subject, agenda, json_ld};
use crate::digest::Digest;
use crate::lifecycle::Disclosed;
use crate::record::Attachment;
use crate::site::{Head, Link, ListKind, output_path};
use crate::theme::Shared;
use std::sync::Arc;

/// The pages and files of a notice.
pub(super) fn notice(stage: &Stage, index: usize) -> Vec<Planned> {
    if stage.site.notices[index].is_retired { vec![retired(stage, index)] } else { live(stage, index) }
}

/// The pages at the old addresses of all notices.
pub(super) fn aliases(stage: &Stage) -> Vec<Planned> {
    let notices = stage.site.notices.iter().enumerate();
    notices.flat_map(|(index, notice)| old_addresses(index, notice)).collect()
}

fn subject(notice: &Disclosed) -> Subject {
    Subject::Notice { section: notice.section().to_owned(), slug: notice.slug().to_owned() }
}

fn live(stage: &Stage, index: usize) -> Vec<Planned> {
    let site = &stage.site;
    let notice = &site.notices[index];
    let path = site.notice_path(notice);
    let parts = move |stage: &Stage| vec![stage.page_key, stage.site.notice_key(index)];
    let mut planned = vec![Planned::rendered(
        output_path(&path),
        subject(notice),
        parts,
        Box::new(move |stage, out| {
            let (view, head) = stage.site.notice_view(index);
            let structured = json_ld::of_notice(stage, index, &view);
            let views = [
                ("head", &Shared::of(&head)),
                ("notice", &Shared::of(&view)),
                ("similar", &rows(stage, stage.site.similar(index), Level::BelowHeading)?),
                ("structured", &Shared::of(&structured)),
            ];
            stage.theme.render("notice.html", &stage.frame, &views, out)
        }),
    )];
    if notice.has_items {
        let path = format!("{path}nota-van-inlichtingen/");
        planned.push(Planned::rendered(
            output_path(&path),
            subject(notice),
            parts,
            Box::new(move |stage, out| {
                let (view, mut head) = stage.site.notice_view(index);
                head.canonical = Some(stage.site.absolute(&path));
                head.url = Some(stage.site.link(&path));
                // Its notes came later, each at a moment of its own.
                (head.published_at, head.modified_at) = (None, None);
                let structured = json_ld::of_nota(stage, index, &view);
                let views = [
                    ("head", &Shared::of(&head)),
                    ("notice", &Shared::of(&view)),
                    ("structured", &Shared::of(&structured)),
                ];
                stage.theme.render("nota.html", &stage.frame, &views, out)
            }),
        ));
    }
    planned.extend(notice.attachments().map(|attachment| copied(&path, subject(notice), attachment)));
    planned
}

fn retired(stage: &Stage, index: usize) -> Planned {
    let notice = &stage.site.notices[index];
    Planned::rendered(
        output_path(&stage.site.notice_path(notice)),
        subject(notice),
        move |stage| vec![stage.page_key, Digest::of(&stage.site.retired_view(index).0)],
        Box::new(move |stage, out| {
            let (view, head) = stage.site.retired_view(index);
            let views = [("head", &Shared::of(&head)), ("retired", &Shared::of(&view))];
            stage.theme.render("retired.html", &stage.frame, &views, out)
        }),
    )
}

/// A page at each old address that leads to the new one, for hosts that know no redirects.
fn old_addresses(index: usize, notice: &Disclosed) -> impl Iterator<Item = Planned> {
    notice.aliases().iter().map(move |alias| {
        let path = alias_address(alias);
        let view = move |stage: &Stage, path: &str| {
            let site = &stage.site;
            let notice = &site.notices[index];
            let (title, target) = (&notice.brief().title, site.notice_path(notice));
            let link = Link { title: title.clone(), url: site.link(&target) };
            let head = Head {
                title: title.clone(),
                description: None,
                canonical: Some(site.absolute(&target)),
                url: Some(site.link(path)),
                noindex: true,
                ..Head::default()
            };
            (link, head)
        };
        let (file, shown) = (output_path(&path), path.clone());
        Planned::rendered(
            file,
            subject(notice),
            move |stage| vec![stage.page_key, Digest::of(&view(stage, &path))],
            Box::new(move |stage, out| {
                let (link, head) = view(stage, &shown);
                let views = [("head", &Shared::of(&head)), ("alias", &Shared::of(&link))];
                stage.theme.render("alias.html", &stage.frame, &views, out)
            }),
        )
    })
}

/// The path of an alias: that of a file when it is called one, else that of a folder.
pub(super) fn alias_address(alias: &str) -> String {
    let path = alias.trim_matches('/');
    let is_file = path.ends_with(".html") || path.ends_with(".htm");
    if is_file { path.to_owned() } else { format!("{path}/") }
}

/// Home, archive, sections, organisations and regions, each cut into pages; the directories; and the agenda.
pub(super) fn lists(stage: &Stage) -> Vec<Planned> {
    let site = &stage.site;
    let mut planned = Vec::new();
    for list in site.lists() {
        let list = Arc::new(list);
        for page in 1..=site.page_count(&list) {
            let (list, shown) = (Arc::clone(&list), Arc::clone(&list));
            planned.push(Planned::rendered(
                output_path(&list.page_path(page)),
                Subject::List(list.kind.clone()),
                move |stage| vec![stage.page_key, stage.site.list_key(&list, page)],
                Box::new(move |stage, out| {
                    let (view, head) = stage.site.list_view(&shown, page);
                    // Those of organisations and regions have a part for what is open and one for the rest.
                    let level = match shown.kind {
                        ListKind::Organisation(_) | ListKind::Region(_) => Level::BelowHeading,
                        ListKind::Home | ListKind::Archive | ListKind::Section(_) => Level::BelowTitle,
                    };
                    let structured = json_ld::of_list(stage, &shown.kind, page);
                    let views = [
                        ("head", &Shared::of(&head)),
                        ("list", &Shared::of(&view)),
                        ("rows", &rows(stage, stage.site.on_page(&shown, page), level)?),
                        ("structured", &Shared::of(&structured)),
                    ];
                    stage.theme.render("list.html", &stage.frame, &views, out)
                }),
            ));
        }
    }
    for directory in site.directories() {
        planned.push(Planned::rendered(
            output_path(directory.path()),
            Subject::Site,
            move |stage| vec![stage.page_key, stage.site.directory_key(directory)],
            Box::new(move |stage, out| {
                let (view, head) = stage.site.directory_view(directory);
                let views = [("head", &Shared::of(&head)), ("directory", &Shared::of(&view))];
                stage.theme.render("directory.html", &stage.frame, &views, out)
            }),
        ));
    }
    planned.push(Planned::rendered(
        output_path("agenda/"),
        Subject::Site,
        |stage| vec![stage.page_key, stage.site.agenda_key()],
        Box::new(agenda::write),
    ));
    planned
}

/// Ordinary pages with their files, and the page for addresses that lead nowhere.
pub(super) fn pages(stage: &Stage) -> Vec<Planned> {
    let site = &stage.site;
    let mut planned = Vec::new();
    for page in &site.pages {
        let path = format!("{}/", page.slug);
        let files = page.attachments.iter();
        planned.extend(files.map(|attachment| copied(&path, Subject::Other, attachment)));
        let (page, shown) = (Arc::clone(page), Arc::clone(page));
        planned.push(Planned::rendered(
            output_path(&path),
            Subject::Other,
            move |stage| vec![stage.page_key, stage.site.page_key(&page)],
            Box::new(move |stage, out| {
                let (view, head) = stage.site.page_view(&shown);
                let views = [("head", &Shared::of(&head)), ("page", &Shared::of(&view))];
                stage.theme.render("page.html", &stage.frame, &views, out)
            }),
        ));
    }
    planned.push(Planned::rendered(
        "404.html".to_owned(),
        Subject::Other,
        |stage| vec![stage.page_key],
        Box::new(|stage, out| {
            let head = Head {
                title: String::new(),
                description: None,
                canonical: None,
                url: None,
                noindex: true,
                ..Head::default()
            };
            stage.theme.render("404.html", &stage.frame, &[("head", &Shared::of(&head))], out)
        }),
    ));
    planned
}

/// The theme's own files.
pub(super) fn files(stage: &Stage) -> Vec<Planned> {
    let each = stage.theme.files.iter();
    each.map(|file| {
        let content = Content::Bytes(Arc::clone(&file.bytes));
        Planned::known(file.path.clone(), Subject::Other, file.digest, content)
    })
    .collect()
}

/// A file that stands beside a record, in the folder of its page.
fn copied(folder: &str, subject: Subject, attachment: &Attachment) -> Planned {
    let content = Content::Copied { source: attachment.source.clone(), digest: attachment.digest };
    Planned::known(format!("{folder}{}", attachment.file), subject, attachment.digest, content)
}
