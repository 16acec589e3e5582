use proptest::prelude::*;

use super::*;

/// Whether the expression matches each text.
#[track_caller]
fn check(cases: &[(&str, &[&str], &[&str])]) {
    for (expression, matching, others) in cases {
        let compiled = compile(expression).unwrap();
        for text in *matching {
            assert!(compiled.is_match(text.as_bytes()), "{expression} does not match {text:?}");
        }
        for text in *others {
            assert!(!compiled.is_match(text.as_bytes()), "{expression} matches {text:?}");
        }
    }
}

#[test]
fn what_publishers_write() {
    check(&[
        ("E0[0-9]{7}", &["E05000027"], &["E0500002", "E050000271", "e05000027"]),
        ("[A-Z]+|x", &["AB", "x"], &["ABx", ""]),
        ("^[A-Z]+$", &["AB"], &["ABx"]),
        (r"\d{4}-\d{2}", &["2024-02"], &["2024-2", "x2024-02"]),
        (r"[\w.]+@[^\W_]+", &["a.b@c"], &["@c", "a@_"]),
        (r"([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})", &["SW1A 1AA", "M11AE"], &["SW1A-1AA"]),
        (r"-?\d+(\.\d+)?", &["-1.50", "0"], &["1.", ".5"]),
        ("(?:yes|no)?", &["yes", ""], &["maybe"]),
        (r"https?:\/\/.+", &["http://a", "https://b/c"], &["ftp://a"]),
    ]);
}

#[test]
fn classes_are_ascii_as_in_ecmascript() {
    check(&[
        (r"\d", &["1"], &["١", "a"]),
        (r"\D", &["١", "é"], &["1", ""]),
        (r"\w", &["a", "Z", "0", "_"], &["é", "-"]),
        (r"\W", &["é", "-"], &["a"]),
        (
            r"\s",
            &[" ", "\t", "\n", "\u{b}", "\u{a0}", "\u{2003}", "\u{2028}", "\u{feff}"],
            &["\u{85}", "\u{200b}", "x"],
        ),
        (r"\S", &["x", "\u{85}"], &[" ", "\u{feff}"]),
        (r"[\d\s]", &["1", " "], &["a"]),
        (r"[^\d\s]", &["a"], &["1", " "]),
        (r"[\D]", &["a"], &["1"]),
        (r"[^\D]", &["1"], &["a"]),
        (r"[^\W]", &["a"], &["é", "-"]),
        (r"[\S\n]", &["a", "\n"], &[" "]),
        (".", &["é", "\u{1f600}", "\u{85}"], &["\n", "\r", "\u{2028}", "\u{2029}", ""]),
    ]);
}

#[test]
fn places() {
    check(&[
        (r"\ba\b.*", &["a", "a b", "aé"], &["ab"]),
        (r"a\Bb", &["ab"], &["a"]),
        (r"é\b.", &["éa"], &["éé"]),
        ("a^b", &[], &["ab", "a^b"]),
        ("a$b", &[], &["ab", "a$b"]),
        ("a|^b$|c", &["a", "b", "c"], &["ab"]),
        ("a$\nb", &[], &["a\nb"]),
        ("(^a)?(b$)?", &["ab", "a", "b", ""], &["ba"]),
    ]);
}

#[test]
fn brackets() {
    check(&[
        ("[[]x]", &["[x]"], &["x"]),
        ("[a[b]c]", &["ac]", "[c]"], &["a"]),
        ("[a&&b]", &["a", "&", "b"], &["&&"]),
        ("[a~~b]", &["~"], &[]),
        ("[+--]", &["+", ",", "-"], &["."]),
        ("[a-]", &["a", "-"], &["b"]),
        ("[-a]", &["a", "-"], &["b"]),
        ("[^-a]", &["b"], &["a", "-"]),
        ("[a-c-e]", &["b", "-", "e"], &["d"]),
        ("[a-z--/]", &["b", "-", ".", "/"], &["0", ","]),
        (r"[\d-x]", &["1", "-", "x"], &["a"]),
        (r"[a-\d]", &["a", "-", "1"], &["b"]),
        (r"[\]\[\\^]", &["]", "[", "\\", "^"], &["a"]),
        ("[a^]", &["a", "^"], &["b"]),
        ("[.*+?(){}|$]", &[".", "*", "$", "|", "}"], &["a"]),
        (r"[\b]", &["\u{8}"], &["b", ""]),
        (r"[\x41-\u0043]", &["B"], &["D"]),
        ("[ #]", &[" ", "#"], &[]),
        ("[\u{1f600}-\u{1f602}]", &["\u{1f601}"], &["\u{1f603}"]),
        ("[]", &[], &["", "a", "]"]),
        ("[]a]", &[], &["a", "]", "a]"]),
        ("[^]", &["a", "\n", "é"], &["", "ab"]),
        ("a[^]*", &["a", "a\n\r"], &[""]),
    ]);
}

#[test]
fn classes_taken_from_classes_as_in_xml_schema() {
    check(&[
        ("[a-z-[aeiou]]", &["b"], &["a", "-", "b]", "["]),
        ("[a-z-[aeiou]]+", &["xyz"], &["axe"]),
        (r"[\w-[\d_]]", &["a"], &["1", "_", "-"]),
        ("[^a-z-[A-Z]]", &["1"], &["a", "A"]),
        ("[a-z-[^aeiou]]", &["a"], &["b"]),
        ("[a-z-[b-y-[m]]]", &["a", "m", "z"], &["b", "y"]),
        ("[0-9A-Z_-[IO]]", &["A", "_"], &["I", "O"]),
        (r"[\i-[:]][\c-[:]]*", &["a-b", "é1"], &["a:b", "1a", ":a"]),
        (r"[\p{L}-[\]a]]", &["b"], &["a"]),
        // ECMAScript has a range from `+` to `[` here, and nothing else in it can be meant.
        ("[+-[a]", &["+", "A", "[", "a"], &["]", "b"]),
        ("[a-z-[x]", &["a", "-", "[", "x"], &["]"]),
    ]);
}

#[test]
fn characters_by_number_and_name() {
    check(&[
        (r"\u00e9", &["é"], &["u00e9"]),
        (r"\xe9", &["é"], &[]),
        (r"\u{1F600}", &["\u{1f600}"], &[]),
        (r"\uD83D\uDE00", &["\u{1f600}"], &[]),
        (r"\t\n\v\f\r\0", &["\t\n\u{b}\u{c}\r\0"], &[]),
        (r"\cJ[\cj]", &["\n\n"], &[]),
        (r"\/\-\_\:\é\ ", &["/-_:é "], &[]),
        (r"\^\$\\\.\*\+\?\(\)\[\]\{\}\|", &["^$\\.*+?()[]{}|"], &[]),
        (r"\p{L}+", &["aéЖ"], &["1"]),
        (r"\p{Lu}\P{L}[\p{Ll}\p{Nd}]", &["É-é", "A11"], &["é-é"]),
        (r"\p{Script=Greek}\p{sc=Latin}\p{gc=Nd}\p{Alphabetic}", &["αa1a"], &["aa1a"]),
        (r"\p{IsBasicLatin}+", &["a~\0"], &["é"]),
        (r"\P{IsBasicLatin}[\p{IsLatin-1Supplement}\p{IsGreek}][^\p{IsCyrillic}]", &["ééa", "éαa"], &["ééЖ"]),
        (r"\i\c*", &["a-b.c:1", "_", "é"], &["1a", "-"]),
        (r"\I\C", &["1 "], &["a ", "1a"]),
    ]);
}

#[test]
fn braces_that_repeat_nothing_are_themselves() {
    check(&[
        ("a{2}", &["aa"], &["a", "a{2}"]),
        ("a{2,}", &["aa", "aaa"], &["a"]),
        ("a{1,2}?", &["a", "aa"], &["aaa"]),
        ("a{,2}", &["a{,2}"], &["a", "aa"]),
        ("a{", &["a{"], &[]),
        ("{a}", &["{a}"], &[]),
        ("a{x}", &["a{x}"], &[]),
        ("a{1 }", &["a{1 }"], &["a"]),
        ("a{1,2", &["a{1,2"], &["a"]),
        ("}]a]", &["}]a]"], &[]),
        ("a{0}b", &["b"], &["ab"]),
        ("a{02}", &["aa"], &[]),
        ("{{}}", &["{{}}"], &[]),
    ]);
}

#[test]
fn groups_and_repetitions() {
    check(&[
        ("(?<year>[0-9]{4})-(?<rest>.+?)", &["2024-x"], &["2024-"]),
        ("(?:ab)+?c*?", &["ababcc"], &["a"]),
        ("(a|)(|b)()", &["", "a", "b", "ab"], &["ba"]),
        ("a||b", &["a", "", "b"], &["ab"]),
        ("", &[""], &["a"]),
        ("((((a))))", &["a"], &[]),
        ("#a b", &["#a b"], &["#ab"]),
    ]);
}

#[test]
fn what_cannot_be_used_is_named_with_its_place() {
    for (expression, why) in [
        ("+", "`+` has nothing before it to repeat; as text, put `\\` before it (character 1)"),
        ("é|*", "`*` has nothing before it to repeat; as text, put `\\` before it (character 3)"),
        ("({2})", "`{2}` has nothing before it to repeat; as text, put `\\` before it (character 2)"),
        ("^*", "`*` has nothing before it"),
        (r"\b+", "`+` has nothing before it"),
        ("a**", "`*` repeats what is repeated already"),
        ("a{2}{3}", "`{3}` repeats what is repeated already; parentheses around that make it a group (character 5)"),
        ("a++", "`+` repeats what is repeated already"),
        ("a{2,1}", "`{2,1}` has the greater number first (character 2)"),
        ("a{99999999999999999999}", "it is too large; so often nothing repeats (character 2)"),
        ("a{2000000}b", "it is too large"),
        ("[", "a `[` has no `]`; as text it is `\\[` (character 1)"),
        ("a[b-", "a `[` has no `]`"),
        (r"[a\]", "a `[` has no `]`"),
        ("[a-z-[b-[c]]", "a `[` with a subtracted class has no `]` (character 1)"),
        ("[z-a]", "the range `z-a` has the later character first (character 2)"),
        ("(a", "a `(` has no `)`; as text it is `\\(` (character 1)"),
        ("a)", "a `)` has no `(`; as text it is `\\)` (character 2)"),
        ("(?=a)b", "look-ahead (`(?=`) is not supported"),
        ("(?!a)b", "negative look-ahead (`(?!`)"),
        (
            "x(?<=a)b",
            "look-behind (`(?<=`) is not supported; if the alternatives can be told apart in one list, use `|` (character 2)",
        ),
        ("(?<!a)b", "negative look-behind"),
        ("(?>a)", "an atomic group"),
        ("(?i)a", "flags such as `(?i)` are not supported; write both cases, as in `[Aa]` (character 1)"),
        ("(?-i:a)", "flags such as"),
        ("(?P<a>b)", "this form of a named group"),
        ("(?<1>b)", "a group's name"),
        ("(?<a b", "a group's name"),
        ("(?", "a `(?` is followed by none of `:` and `<`"),
        (r"(a)\1", "back-references such as `\\1` are not supported; write the text out again (character 4)"),
        (r"(?<a>b)\k<a>", "back-references such as `\\k<a>`"),
        (r"[\1]", "`\\1` has no meaning in brackets"),
        (r"[\B]", "`\\B` has no meaning in brackets"),
        (r"\012", "octal numbers"),
        ("a\\", "a `\\` ends it; as text it is `\\\\` (character 2)"),
        (r"\Aa\z", "`\\A` is not of ECMAScript; use `^` (character 1)"),
        (r"a\Z", "`\\Z` is not of ECMAScript; use `$`"),
        (r"\e", "`\\e` has no meaning in ECMAScript; as text it is `e`"),
        (r"\x4", "a `\\x` is not followed by two"),
        (r"\x4é", "a `\\x` is not followed by two"),
        (r"\u12", "a `\\u` is not followed by four"),
        (r"\u{110000}", "a `\\u{` is not followed by"),
        (r"\u{}", "a `\\u{` is not followed by"),
        (r"\uD83D", "`\\uD83D` is half of a character"),
        (r"\uD83D\u0041", "`\\uD83D` is half of a character"),
        (r"\uDE00", "`\\uDE00` is half of a character"),
        (r"\pL", "a `\\p` is not followed by a property's name in braces"),
        (r"\p{", "a `\\p` is not followed"),
        (r"\p{^L}", "a `\\p` is not followed"),
        (r"a\p{L}\p{Lx}", "`Lx` is not a property of Unicode (character 7)"),
        (r"\p{IsLatin}", "the block `IsLatin` is not known here; write its range"),
        (r"\p{age=3.0}", "a `\\p` is not followed"),
        ("[[:alpha:]]", "classes such as `[:alpha:]` are not of ECMAScript"),
        ("(((a{999}){999}){999})", "it is too large; `*` or `+` in place of numbers in `{}`"),
        ("(a{1000}){1000}", "it is too large"),
    ] {
        let message = compile(expression).expect_err(expression);
        let start = format!("the format `{expression}` cannot be used: ");
        let said = message.strip_prefix(&start).unwrap_or_else(|| panic!("{message}"));
        assert!(said.starts_with(why), "{expression}: {said}");
    }
}

/// Written out for the engine, all but the last would be too large.
#[test]
fn one_set_repeated_is_counted() {
    check(&[
        ("^.{1,4000}$", &["a", &"é".repeat(4000)], &["", "a\nb", &"é".repeat(4001)]),
        (r"\p{L}{2,60}", &["aЖ", &"é".repeat(60)], &["a", "a1", &"é".repeat(61)]),
        (r"[\p{L}' -]{0,200}?", &["", "d", "Ó Briain"], &["1"]),
        (r"\W{3}$", &["é-é"], &["é-", "éaé", "é-é-"]),
        (r"^\i{2,}", &["éé", &"é".repeat(9)], &["é", "é "]),
        ("a{100000}", &[&"a".repeat(100_000)], &["a"]),
        ("[]{0,2}", &[""], &["a"]),
        // These are not of the one form.
        ("^^a{2}$", &["aa"], &["a"]),
        ("a{2}|b", &["aa", "b"], &["a"]),
        ("a{2}$b", &[], &["aa", "aab"]),
        ("a{,2}", &["a{,2}"], &["aa"]),
    ]);
}

#[test]
fn hostile_expressions_are_refused_soon() {
    let deep = |count: usize| format!("{}a{}", "(".repeat(count), ")".repeat(count));
    assert!(compile(&deep(50)).is_ok());
    assert!(compile(&deep(51)).unwrap_err().contains("groups are nested deeper than 50 (character 51)"));
    let full = |count: usize| format!("{}a{}", "(b|[c-d-[c]]".repeat(count), ")*".repeat(count));
    assert!(compile(&full(50)).is_ok());
    assert!(compile(&"[a-b-".repeat(5_000)).is_err());
    assert!(compile(&format!("{}c{}", "[a-b-".repeat(30), "]".repeat(30))).unwrap_err().contains("subtracted more"));
    for expression in [
        "{".repeat(LENGTH),
        "{1".repeat(LENGTH / 2),
        "[a-b-[".repeat(LENGTH / 6),
        "[[:".repeat(LENGTH / 3),
        r"\p{L}".repeat(LENGTH / 5),
        r"[^\W]".repeat(LENGTH / 5),
        "(){4294967295}".to_owned(),
        "(a|){4294967295}".to_owned(),
        "([]){4294967295}".to_owned(),
        "((^|$){4294967295}){4294967295}".to_owned(),
        "(a{0}){4294967295}".to_owned(),
        "x".repeat(LENGTH + 1),
        "a?".repeat(5_000) + &"a".repeat(5_000),
    ] {
        let message = compile(&expression).err().unwrap_or_default();
        assert!(message.len() < 3 * SHOWN + 200, "{message}");
    }
}

proptest! {
    #[test]
    fn no_expression_panics_and_none_is_refused_without_a_reason(
        expression in r"([\\\[\](){}^$.*+?|&~:,=<>!a-ciuxpPkdDwsS0-9é-]|\\[dwsbuxpPicIC]|\[[a-z^]|-\[|\]\]|\(\?|\{[0-9]){0,12}",
        text in "[a-c0-9é]{0,6}",
    ) {
        match compile(&expression) {
            Ok(compiled) => {
                let _ = compiled.is_match(text.as_bytes());
            }
            Err(message) => prop_assert!(!message.ends_with("it is not a regular expression"), "{}", message),
        }
    }

    #[test]
    fn an_escaped_text_matches_itself_and_nothing_longer(text in "\\PC{0,12}") {
        let escaped: String = text
            .chars()
            .flat_map(|character| {
                let escape = r"^$\.*+?()[]{}|/-".contains(character).then_some('\\');
                escape.into_iter().chain([character])
            })
            .collect();
        let compiled = compile(&escaped).unwrap();
        prop_assert!(compiled.is_match(text.as_bytes()));
        let longer = format!("{text}x");
        prop_assert!(!compiled.is_match(longer.as_bytes()));
    }

    #[test]
    fn a_character_in_brackets_matches_itself(character in any::<char>(), other in any::<char>()) {
        prop_assume!(character != other && character != '^');
        let written = if "\\]".contains(character) { format!(r"[\{character}]") } else { format!("[{character}]") };
        let compiled = compile(&written).unwrap();
        prop_assert!(compiled.is_match(character.to_string().as_bytes()));
        prop_assert!(!compiled.is_match(other.to_string().as_bytes()));
        let compiled = compile(&format!("[^{}", &written[1..])).unwrap();
        prop_assert!(!compiled.is_match(character.to_string().as_bytes()));
        prop_assert!(compiled.is_match(other.to_string().as_bytes()));
    }
}
