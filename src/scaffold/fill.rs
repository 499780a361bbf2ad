//! Templates with places to fill, and texts as TOML writes them.

/// The template with every `{{name}}` replaced; a name that has no value is our own fault.
pub(super) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() + 200);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").expect("a place in a template is closed");
        let value = values.iter().find(|(known, _)| *known == name);
        filled.push_str(before);
        filled.push_str(value.unwrap_or_else(|| panic!("no value for {name}")).1);
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_put_in_as_it_is() {
        let values = [("a", "{{b}}"), ("b", "2")];
        assert_eq!(fill("{{a}} en {{b}}, {a}", &values), "{{b}} en 2, {a}");
        assert_eq!(fill("", &values), "");
    }
}
