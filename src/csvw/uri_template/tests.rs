use proptest::prelude::*;

use super::*;

/// The values of RFC 6570 § 3.2 that are texts and lists.
fn value(name: &str) -> Option<TemplateValue> {
    let list = |items: &[&str]| Some(TemplateValue::List(items.iter().map(|&item| item.to_owned()).collect()));
    let text = match name {
        "count" => return list(&["one", "two", "three"]),
        "dom" => return list(&["example", "com"]),
        "list" => return list(&["red", "green", "blue"]),
        "empty_list" => return list(&[]),
        "blank_item" => return list(&["a", "", "b"]),
        "dub" => "me/too",
        "hello" => "Hello World!",
        "half" => "50%",
        "var" => "value",
        "who" => "fred",
        "base" => "http://example.com/home/",
        "path" => "/foo/bar",
        "v" => "6",
        "x" => "1024",
        "y" => "768",
        "empty" => "",
        "triplet" => "a%20b%2",
        "umlaut" => "Zürich",
        "On%20Street" | "a.b" => "A",
        _ => return None,
    };
    Some(TemplateValue::Text(text.to_owned()))
}

fn expand(template: &str) -> String {
    let mut out = String::new();
    UriTemplate::compile(template).unwrap().expand(&mut value, &mut out).unwrap();
    out
}

fn check(cases: &[(&str, &str)]) {
    for (template, expected) in cases {
        assert_eq!(expand(template), *expected, "{template}");
    }
}

/// RFC 6570 § 1.2, levels 1 to 3.
#[test]
fn the_levels() {
    check(&[
        ("{var}", "value"),
        ("{hello}", "Hello%20World%21"),
        ("{+var}", "value"),
        ("{+hello}", "Hello%20World!"),
        ("{+path}/here", "/foo/bar/here"),
        ("here?ref={+path}", "here?ref=/foo/bar"),
        ("X{#var}", "X#value"),
        ("X{#hello}", "X#Hello%20World!"),
        ("map?{x,y}", "map?1024,768"),
        ("{x,hello,y}", "1024,Hello%20World%21,768"),
        ("{+x,hello,y}", "1024,Hello%20World!,768"),
        ("{+path,x}/here", "/foo/bar,1024/here"),
        ("{#x,hello,y}", "#1024,Hello%20World!,768"),
        ("{#path,x}/here", "#/foo/bar,1024/here"),
        ("X{.var}", "X.value"),
        ("X{.x,y}", "X.1024.768"),
        ("{/var}", "/value"),
        ("{/var,x}/here", "/value/1024/here"),
        ("{;x,y}", ";x=1024;y=768"),
        ("{;x,y,empty}", ";x=1024;y=768;empty"),
        ("{?x,y}", "?x=1024&y=768"),
        ("{?x,y,empty}", "?x=1024&y=768&empty="),
        ("?fixed=yes{&x}", "?fixed=yes&x=1024"),
        ("{&x,y,empty}", "&x=1024&y=768&empty="),
    ]);
}

/// RFC 6570 § 3.2.1.
#[test]
fn lists_by_operator() {
    check(&[
        ("{count}", "one,two,three"),
        ("{count*}", "one,two,three"),
        ("{/count}", "/one,two,three"),
        ("{/count*}", "/one/two/three"),
        ("{;count}", ";count=one,two,three"),
        ("{;count*}", ";count=one;count=two;count=three"),
        ("{?count}", "?count=one,two,three"),
        ("{?count*}", "?count=one&count=two&count=three"),
        ("{&count*}", "&count=one&count=two&count=three"),
    ]);
}

/// RFC 6570 §§ 3.2.2 to 3.2.9.
#[test]
fn simple_expansion() {
    check(&[
        ("{half}", "50%25"),
        ("O{empty}X", "OX"),
        ("O{undef}X", "OX"),
        ("{x,y}", "1024,768"),
        ("?{x,empty}", "?1024,"),
        ("?{x,undef}", "?1024"),
        ("?{undef,y}", "?768"),
        ("{var:3}", "val"),
        ("{var:30}", "value"),
        ("{list}", "red,green,blue"),
        ("{list*}", "red,green,blue"),
    ]);
}

#[test]
fn reserved_expansion() {
    check(&[
        ("{+half}", "50%25"),
        ("{base}index", "http%3A%2F%2Fexample.com%2Fhome%2Findex"),
        ("{+base}index", "http://example.com/home/index"),
        ("O{+empty}X", "OX"),
        ("O{+undef}X", "OX"),
        ("up{+path}{var}/here", "up/foo/barvalue/here"),
        ("{+path:6}/here", "/foo/b/here"),
        ("{+list}", "red,green,blue"),
        ("{+list*}", "red,green,blue"),
    ]);
}

#[test]
fn fragment_expansion() {
    check(&[
        ("{#var}", "#value"),
        ("{#half}", "#50%25"),
        ("foo{#empty}", "foo#"),
        ("foo{#undef}", "foo"),
        ("{#path:6}/here", "#/foo/b/here"),
        ("{#list}", "#red,green,blue"),
        ("{#list*}", "#red,green,blue"),
    ]);
}

#[test]
fn label_expansion() {
    check(&[
        ("{.who}", ".fred"),
        ("{.who,who}", ".fred.fred"),
        ("{.half,who}", ".50%25.fred"),
        ("www{.dom*}", "www.example.com"),
        ("X{.empty}", "X."),
        ("X{.undef}", "X"),
        ("X{.var:3}", "X.val"),
        ("X{.list}", "X.red,green,blue"),
        ("X{.list*}", "X.red.green.blue"),
        ("X{.empty_list}", "X"),
        ("X{.empty_list*}", "X"),
    ]);
}

#[test]
fn path_expansion() {
    check(&[
        ("{/who}", "/fred"),
        ("{/who,who}", "/fred/fred"),
        ("{/half,who}", "/50%25/fred"),
        ("{/who,dub}", "/fred/me%2Ftoo"),
        ("{/var,empty}", "/value/"),
        ("{/var,undef}", "/value"),
        ("{/var:1,var}", "/v/value"),
        ("{/list}", "/red,green,blue"),
        ("{/list*}", "/red/green/blue"),
    ]);
}

#[test]
fn path_parameters() {
    check(&[
        ("{;who}", ";who=fred"),
        ("{;half}", ";half=50%25"),
        ("{;empty}", ";empty"),
        ("{;v,empty,who}", ";v=6;empty;who=fred"),
        ("{;v,undef,who}", ";v=6;who=fred"),
        ("{;hello:5}", ";hello=Hello"),
        ("{;list}", ";list=red,green,blue"),
        ("{;list*}", ";list=red;list=green;list=blue"),
    ]);
}

#[test]
fn queries() {
    check(&[
        ("{?who}", "?who=fred"),
        ("{?half}", "?half=50%25"),
        ("{?x,y,undef}", "?x=1024&y=768"),
        ("{?var:3}", "?var=val"),
        ("{?list}", "?list=red,green,blue"),
        ("{?list*}", "?list=red&list=green&list=blue"),
        ("{&who}", "&who=fred"),
        ("{&var:3}", "&var=val"),
        ("{&list}", "&list=red,green,blue"),
        ("{&list*}", "&list=red&list=green&list=blue"),
    ]);
}

/// tabular-metadata § 5.1.3.
#[test]
fn what_csvw_says_of_templates() {
    let row = |name: &str| match name {
        "_name" => Some(TemplateValue::Text("Straße".to_owned())),
        "_row" | "GID" => Some(TemplateValue::Text("3".to_owned())),
        "keywords" => Some(TemplateValue::List(vec!["table".to_owned(), "data".to_owned()])),
        "none" => Some(TemplateValue::List(Vec::new())),
        _ => None,
    };
    for (template, expected) in [
        ("#row.{_row}", "#row.3"),
        ("{#_name}", "#Stra%C3%9Fe"),
        ("http://example.org/tree/{on_street}/{GID}", "http://example.org/tree//3"),
        ("https://example.org/?q={keywords}", "https://example.org/?q=table,data"),
        ("https://example.org/?q={none}", "https://example.org/?q="),
        ("", ""),
    ] {
        let mut out = String::new();
        UriTemplate::compile(template).unwrap().expand(&mut { row }, &mut out).unwrap();
        assert_eq!(out, expected, "{template}");
    }
}

#[test]
fn characters() {
    check(&[
        ("{umlaut}", "Z%C3%BCrich"),
        ("{umlaut:2}", "Z%C3%BC"),
        // Text of the template is encoded as reserved expansion encodes.
        ("http://example.org/Zürich%20('a')/{v}", "http://example.org/Z%C3%BCrich%20('a')/6"),
        // A triplet stays, what only begins as one does not.
        ("{+triplet}", "a%20b%252"),
        ("{triplet}", "a%2520b%252"),
        ("{On%20Street}{a.b}", "AA"),
        // A name is case-sensitive, and so are the triplets in it.
        ("{On%20street}{VAR}", ""),
        (
            "{;blank_item*}{?blank_item*}{/blank_item*}",
            ";blank_item=a;blank_item;blank_item=b?blank_item=a&blank_item=&blank_item=b/a//b",
        ),
    ]);
}

#[test]
fn flaws() {
    for (template, position, message) in [
        ("a{b", 1, "the `{` at character 2 has no `}`"),
        ("a{", 1, "the `{` at character 2 has no `}`"),
        ("{a{b}}", 0, "the `{` at character 1 has no `}`"),
        ("é}b", 1, "the `}` at character 2 has no `{`; as text it is `%7D`"),
        ("{}", 1, "a variable has no name at character 2"),
        ("{a,}", 3, "a variable has no name at character 4"),
        ("{?}", 2, "a variable has no name at character 3"),
        ("{:3}", 1, "a variable has no name at character 2"),
        ("{GSS code}", 4, "a variable's name has a space at character 5"),
        ("{gss-code}", 4, "a variable's name has `-` at character 5"),
        ("{é}", 1, "a variable's name has `é` at character 2"),
        ("{a..b}", 3, "a variable's name has `.` at character 4"),
        ("{a.}", 2, "a variable's name has `.` at character 3"),
        ("{+.a}", 2, "a variable's name has `.` at character 3"),
        ("{a%2}", 2, "the `%` at character 3"),
        ("{=a}", 1, "`=` at character 2 is not an operator"),
        ("{a:}", 2, "the `:` at character 3 needs a number from 1 to 9999"),
        ("{a:0}", 2, "the `:` at character 3"),
        ("{a:03}", 2, "the `:` at character 3"),
        ("{a:10000}", 2, "the `:` at character 3"),
        ("{a:99999999999999999999}", 2, "the `:` at character 3"),
        ("{a:3*}", 4, "`*` at character 5 follows a complete variable"),
        ("{a*:3}", 3, "`:` at character 4"),
        ("a b", 1, "a space at character 2 is to be written `%20`"),
        ("a|b", 1, "`|` at character 2 is to be written `%7C`"),
        ("a\u{85}b", 1, "U+0085 at character 2 is to be written `%C2%85`"),
        ("100%/x", 3, "the `%` at character 4 is not followed by two hexadecimal digits; as text it is `%25`"),
    ] {
        let error = UriTemplate::compile(template).unwrap_err();
        assert_eq!(error.position, position, "{template}");
        assert!(error.to_string().starts_with(message), "{template}: {error}");
    }
    assert_eq!(UriTemplate::compile(&"a".repeat(LIMIT + 1)).unwrap_err().flaw, UriTemplateFlaw::TooLong);
    assert!(UriTemplate::compile("{a:9999}").is_ok());
}

#[test]
fn what_a_template_says_of_itself() {
    let template = UriTemplate::compile("{b}/{a,b}{?c*}{a:3}").unwrap();
    assert_eq!(template.variables().collect::<Vec<_>>(), ["b", "a", "c"]);
    assert!(!template.is_literal());
    assert!(UriTemplate::compile("http://example.org/").unwrap().is_literal());
}

#[test]
fn an_expansion_that_fails_leaves_nothing() {
    let mut out = "kept ".to_owned();
    let template = UriTemplate::compile("x{list:2}").unwrap();
    let error = template.expand(&mut value, &mut out).unwrap_err();
    assert_eq!(error, ExpansionError::PrefixOfList("list".to_owned()));
    assert_eq!(out, "kept ");

    let long = TemplateValue::Text("é".repeat(LIMIT / 6 + 1));
    let template = UriTemplate::compile("{a}").unwrap();
    assert_eq!(template.expand(&mut |_| Some(long.clone()), &mut out), Err(ExpansionError::TooLong));
    assert_eq!(out, "kept ");
    let exact = TemplateValue::Text("e".repeat(LIMIT));
    assert_eq!(template.expand(&mut |_| Some(exact.clone()), &mut out), Ok(()));
    assert_eq!(out.len(), 5 + LIMIT);
}

#[test]
fn a_hundred_thousand_expressions_ask_for_a_long_value_once() {
    let template = UriTemplate::compile(&"{a:1}".repeat(100_000)).unwrap();
    let mut asked = 0;
    let mut out = String::new();
    let mut value = |_: &str| {
        asked += 1;
        Some(TemplateValue::Text("x".repeat(8 << 20)))
    };
    template.expand(&mut value, &mut out).unwrap();
    assert_eq!((asked, out.len()), (1, 100_000));

    let names: Vec<String> = (0..100_000).map(|index| format!("{{v{index}}}")).collect();
    let names = names.concat();
    let template = UriTemplate::compile(&names).unwrap();
    assert_eq!(template.variables().count(), 100_000);
    out.clear();
    template.expand(&mut |_| None, &mut out).unwrap();
    assert_eq!(out, "");
}

proptest! {
    #[test]
    fn nothing_panics(template in r"[{}+#./;?&=:*,%a-c0-9é _-]{0,24}", text in "\\PC{0,8}") {
        if let Ok(template) = UriTemplate::compile(&template) {
            let mut out = String::new();
            let mut texts = |_: &str| Some(TemplateValue::Text(text.clone()));
            prop_assert!(template.expand(&mut texts, &mut out).is_ok());
            // Whatever the values hold, only characters of URIs come out.
            prop_assert!(out.bytes().all(|byte| is_unreserved(byte) || is_reserved(byte) || byte == b'%'), "{out}");
            let mut lists = |_: &str| Some(TemplateValue::List(vec![text.clone(), String::new()]));
            let _ = template.expand(&mut lists, &mut out);
        }
    }

    #[test]
    fn text_without_expressions_is_itself(text in r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]{0,40}") {
        prop_assert_eq!(expand(&text), text);
    }

    #[test]
    fn simple_expansion_can_be_taken_back(text in "\\PC*") {
        let mut out = String::new();
        let template = UriTemplate::compile("{a}").unwrap();
        template.expand(&mut |_| Some(TemplateValue::Text(text.clone())), &mut out).unwrap();
        prop_assert!(out.bytes().all(|byte| is_unreserved(byte) || byte == b'%'));
        prop_assert_eq!(crate::csvw::address::percent_decode(&out), text);
    }
}
