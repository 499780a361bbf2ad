//! The default theme, so that one file on a bare machine can start a site.

macro_rules! files {
    ($($path:literal)*) => {
        /// Path inside the theme and bytes.
        pub(super) const FILES: &[(&str, &[u8])] =
            &[$(($path, include_bytes!(concat!("../../themes/termijn/", $path)))),*];
    };
}

files! {
    "scripts/closing.js"
    "scripts/search.js"
    "scripts/search/card.js"
    "scripts/search/find.js"
    "scripts/search/form.js"
    "static/icon.svg"
    "static/style.css"
    "templates/404.html"
    "templates/agenda.html"
    "templates/alias.html"
    "templates/base.html"
    "templates/card.html"
    "templates/components.html"
    "templates/day.html"
    "templates/directory.html"
    "templates/list.html"
    "templates/nota.html"
    "templates/notice.html"
    "templates/page.html"
    "templates/retired.html"
    "theme.toml"
    "wording/en.toml"
    "wording/nl.toml"
}

#[cfg(test)]
mod tests {
    use super::FILES;
    use std::path::Path;

    #[test]
    fn every_file_of_the_folder_is_embedded() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/termijn");
        let mut found = Vec::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("the folder is there") {
                let path = entry.expect("the folder can be read").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let inside = path.strip_prefix(&root).expect("it is below the root");
                    found.push(inside.to_str().expect("names are plain").replace('\\', "/"));
                }
            }
        }
        found.sort();
        let embedded: Vec<_> = FILES.iter().map(|(path, _)| (*path).to_owned()).collect();
        assert_eq!(found, embedded);
    }
}
