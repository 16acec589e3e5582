//! Holds that any URI template is compiled or refused, and what its expansion is: of characters that addresses have, the
//! same every time, each variable asked for once and in order, nothing left behind where there is none; and that it is
//! what the steps of RFC 6570, appendix A, give when they are followed to the letter.
//!
//! Input: a line with the template; then a line for each of its variables: `t` and a text, `l` and the items of a list
//! with `|` between them, anything else for no value.
#![no_main]

use std::fmt::Write;

use libfuzzer_sys::fuzz_target;
use plainsight_fuzz::csvw::uri_template::{self, ExpansionError, TemplateValue, UriTemplate};
use plainsight_fuzz::{LIMIT, in_time, lines};

fuzz_target!(|input: &[u8]| {
    in_time(LIMIT, || {
        let Some(([template], values)) = lines(input) else { return };
        let Ok(values) = std::str::from_utf8(values) else { return };
        let values: Vec<Option<TemplateValue>> = values.lines().map(value).collect();
        let Ok(compiled) = UriTemplate::compile(template) else { return };
        let names: Vec<&str> = compiled.variables().collect();
        let of = |name: &str| {
            let at = names.iter().position(|known| *known == name).expect("only its variables are asked for");
            values.get(at).cloned().flatten()
        };

        let mut asked = Vec::new();
        let mut out = "before".to_owned();
        let result = compiled.expand(
            &mut |name| {
                asked.push(name.to_owned());
                of(name)
            },
            &mut out,
        );
        assert_eq!(asked, names, "each variable once, in order");
        let expansion = out.strip_prefix("before").expect("what was there before is gone");
        let mut again = String::new();
        assert_eq!(compiled.expand(&mut |name| of(name), &mut again), result);
        assert_eq!(again, expansion);
        is_of_an_address(expansion);
        if compiled.is_literal() {
            assert!(names.is_empty() && result.is_ok());
        }
        if result.is_err() {
            assert_eq!(expansion, "");
        }

        let expected = by_the_letter(template, &of);
        match result {
            Ok(()) => assert_eq!(Some(expansion), expected.as_deref(), "`{template}`"),
            Err(ExpansionError::TooLong) => assert!(expected.is_none_or(|text| text.len() > uri_template::LIMIT)),
            Err(ExpansionError::PrefixOfList(_)) => assert_eq!(expected, None, "`{template}`"),
        }
    });
});

fn value(line: &str) -> Option<TemplateValue> {
    let text = line.get(1..)?;
    match line.as_bytes().first() {
        Some(b't') => Some(TemplateValue::Text(text.to_owned())),
        Some(b'l') => {
            Some(TemplateValue::List(text.split('|').filter(|_| !text.is_empty()).map(str::to_owned).collect()))
        }
        _ => None,
    }
}

/// Reserved and unreserved characters, and percent signs with two digits after them (RFC 3986 § 2).
fn is_of_an_address(text: &str) {
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = match (first, after) {
            (b'%', [a, b, after @ ..]) if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => after,
            (byte, _) if byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=".contains(byte) => after,
            _ => panic!("`{text}` has what addresses have not"),
        };
    }
}

/// What appendix A makes of a template that follows the grammar; nothing where a prefix is asked of a list.
fn by_the_letter(template: &str, of: &dyn Fn(&str) -> Option<TemplateValue>) -> Option<String> {
    let mut out = String::new();
    let mut rest = template;
    while let Some((literal, after)) = rest.split_once('{') {
        encode(literal, true, &mut out);
        let (expression, after) = after.split_once('}')?;
        expand(expression, of, &mut out)?;
        rest = after;
    }
    encode(rest, true, &mut out);
    Some(out)
}

fn expand(expression: &str, of: &dyn Fn(&str) -> Option<TemplateValue>, out: &mut String) -> Option<()> {
    let (first, separator, named, if_empty, reserved) = match expression.as_bytes().first()? {
        b'+' => ("", ",", false, "", true),
        b'#' => ("#", ",", false, "", true),
        b'.' => (".", ".", false, "", false),
        b'/' => ("/", "/", false, "", false),
        b';' => (";", ";", true, "", false),
        b'?' => ("?", "&", true, "=", false),
        b'&' => ("&", "&", true, "=", false),
        _ => ("", ",", false, "", false),
    };
    let mut between = first;
    for variable in expression.trim_start_matches(['+', '#', '.', '/', ';', '?', '&']).split(',') {
        let (variable, explode) = variable.strip_suffix('*').map_or((variable, false), |name| (name, true));
        let (name, prefix) = variable.split_once(':').map_or((variable, None), |(name, most)| (name, Some(most)));
        let value = of(name);
        // A list that is written as one value is not empty, even if its only item is.
        let may_be_empty = explode || matches!(value, Some(TemplateValue::Text(_)));
        let items = match value {
            None => continue,
            Some(TemplateValue::List(items)) if items.is_empty() => continue,
            Some(TemplateValue::List(_)) if prefix.is_some() => return None,
            Some(TemplateValue::List(items)) if explode => items.into_iter().map(|item| vec![item]).collect(),
            Some(TemplateValue::List(items)) => vec![items],
            Some(TemplateValue::Text(text)) => {
                let most = prefix.map_or(usize::MAX, |most| most.parse().expect("a prefix is a number"));
                vec![vec![text.chars().take(most).collect()]]
            }
        };
        for item in items {
            out.push_str(between);
            between = separator;
            if named {
                out.push_str(name);
                out.push_str(if may_be_empty && item == [""] { if_empty } else { "=" });
            }
            for (index, text) in item.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                encode(text, reserved, out);
            }
        }
    }
    Some(())
}

fn encode(text: &str, reserved: bool, out: &mut String) {
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let triplet = |at: usize| {
            bytes.get(at) == Some(&b'%')
                && bytes.get(at + 1..at + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
        };
        let unreserved = byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
        if unreserved || (reserved && (b":/?#[]@!$&'()*+,;=".contains(byte) || triplet(at))) {
            out.push(char::from(*byte));
        } else {
            write!(out, "%{byte:02X}").expect("a text takes everything");
        }
    }
}
