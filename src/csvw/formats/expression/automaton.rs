//! An expression as a table: for each state and byte the next state. Most formats of codes are small, and a table walks
//! through a short text in less time than an engine for all cases needs to begin.

use regex_automata::dfa::{Automaton as _, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::primitives::StateID;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input, MatchKind};
use std::collections::BTreeMap;

/// The bytes that building a table may take; what needs more is left to the engine. It bounds the time, too, that ten
/// thousand columns of expressions take.
const SIZE: usize = 128 * 1024;

/// So many bytes are gone through whatever comes; of longer texts only as many as may match.
const SHORT: usize = 32;

/// A deterministic automaton for whole texts.
#[derive(Debug)]
pub struct Automaton {
    /// Bytes that no state tells apart have one class.
    classes: [u8; 256],
    /// For each state a row of classes; states are the offsets of their rows, and the first can never match.
    next: Vec<u16>,
    start: u16,
    /// The same for two bytes at a time, where that is not large: a step waits for the one before it, and so there are
    /// half as many. States are the numbers of their rows, and each has a row of pairs of classes.
    pairs: Vec<u16>,
    /// How many classes there are.
    width: usize,
    /// For each row's offset whether a text may end there.
    accepting: Vec<bool>,
    texts: Texts,
}

/// What can be said of all texts that an expression matches, looking at the expression alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Texts {
    /// Bytes that one may begin with.
    pub begins: [bool; 256],
    /// Bytes that may be in one.
    pub has: [bool; 256],
    /// None has fewer bytes that are not spaces.
    pub fewest_marks: usize,
    /// None has more bytes; `None` without a limit.
    pub longest: Option<usize>,
    /// None has more digits; `None` without a limit.
    pub most_digits: Option<usize>,
}

impl Automaton {
    /// Makes the table of an expression in the engine's own syntax that matches whole texts. None if it would be large.
    pub(super) fn build(expression: &str) -> Option<Self> {
        let dense = dense::Builder::new()
            .configure(
                dense::Config::new()
                    .start_kind(StartKind::Anchored)
                    .match_kind(MatchKind::All)
                    .dfa_size_limit(Some(SIZE))
                    .determinize_size_limit(Some(SIZE)),
            )
            .syntax(syntax::Config::new().utf8(false))
            .thompson(thompson::Config::new().utf8(false).nfa_size_limit(Some(SIZE)))
            .build(expression)
            .ok()?;
        let first = dense.start_state_forward(&Input::new("").anchored(Anchored::Yes)).ok()?;
        let mut representatives: Vec<u8> = Vec::new();
        let mut classes = [0; 256];
        let mut known: BTreeMap<u8, u8> = BTreeMap::new();
        for byte in 0..=255_u8 {
            let class = dense.byte_classes().get(byte);
            let number = match known.get(&class) {
                Some(number) => *number,
                None => {
                    let number = u8::try_from(representatives.len()).ok()?;
                    known.insert(class, number);
                    representatives.push(byte);
                    number
                }
            };
            classes[usize::from(byte)] = number;
        }
        let width = representatives.len();
        let mut rows: BTreeMap<StateID, u16> = BTreeMap::new();
        let mut states = Vec::new();
        let mut row_of = |state: StateID, states: &mut Vec<StateID>| -> Option<u16> {
            if dense.is_dead_state(state) || dense.is_quit_state(state) {
                return Some(0);
            }
            if let Some(row) = rows.get(&state) {
                return Some(*row);
            }
            states.push(state);
            let row = u16::try_from(states.len() * width).ok()?;
            rows.insert(state, row);
            Some(row)
        };
        let start = row_of(first, &mut states)?;
        let mut next = vec![0; width];
        let mut accepting = vec![false];
        let mut at = 0;
        while let Some(&state) = states.get(at) {
            for byte in &representatives {
                let after = row_of(dense.next_state(state, *byte), &mut states)?;
                next.push(after);
            }
            accepting.push(dense.is_match_state(dense.next_eoi_state(state)));
            at += 1;
        }
        let texts = Table { classes: &classes, next: &next, accepting: &accepting, width, start }.texts();
        let pairs = pairs_of(&next, width);
        let accepting = accepting.into_iter().flat_map(|good| std::iter::repeat_n(good, width)).collect();
        Some(Self { classes, next, start, pairs, width, accepting, texts })
    }

    /// What can be said of all texts that it matches.
    #[must_use]
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    #[inline]
    fn after(&self, state: usize, byte: u8) -> usize {
        let class = usize::from(self.classes[usize::from(byte)]);
        self.next.get(state + class).copied().map_or(0, usize::from)
    }

    /// Whether it matches the whole text.
    #[inline]
    #[must_use]
    pub fn is_match(&self, text: &[u8]) -> bool {
        let mut state = usize::from(self.start);
        let (short, rest) = text.split_at(text.len().min(SHORT));
        // From the state that can never match no way leads out, so that nothing has to be asked on the way.
        let (pairs, single) = if self.pairs.is_empty() { (&[][..], short) } else { short.as_chunks::<2>() };
        for [one, other] in pairs {
            let (one, other) = (self.classes[usize::from(*one)], self.classes[usize::from(*other)]);
            let pair = usize::from(one) * self.width + usize::from(other);
            state = self.pairs.get(state * self.width + pair).copied().map_or(0, usize::from);
        }
        for byte in single {
            state = self.after(state, *byte);
        }
        for byte in rest {
            if state == 0 {
                return false;
            }
            state = self.after(state, *byte);
        }
        self.accepting.get(state).copied().unwrap_or(false)
    }
}

/// Pairs that a table may have: it stays in the processor's nearest memory.
const PAIRS: usize = 8 * 1024;

/// For each state and two classes the state after both; nothing where there would be too many.
fn pairs_of(next: &[u16], width: usize) -> Vec<u16> {
    if next.len() * width > PAIRS {
        return Vec::new();
    }
    let row = |state: u16| next.get(usize::from(state)..usize::from(state) + width).unwrap_or_default();
    // For the state and the first class the row of the state in between, which is that of the second.
    next.iter().flat_map(|between| row(*between).iter().copied()).collect()
}

/// An automaton while it is looked at; here states are numbered one by one, and 0 can never match.
struct Table<'t> {
    classes: &'t [u8; 256],
    next: &'t [u16],
    accepting: &'t [bool],
    width: usize,
    start: u16,
}

impl Table<'_> {
    fn texts(&self) -> Texts {
        let start = usize::from(self.start) / self.width;
        let mut texts = Texts {
            begins: [false; 256],
            has: [false; 256],
            fewest_marks: self.fewest_marks(start),
            longest: self.longest(|_| true),
            most_digits: self.longest(|byte| byte.is_ascii_digit()),
        };
        for byte in 0..=255_u8 {
            let index = usize::from(byte);
            texts.begins[index] = self.after(start, byte) != 0;
            texts.has[index] = (1..self.accepting.len()).any(|state| self.after(state, byte) != 0);
        }
        texts
    }

    fn after(&self, state: usize, byte: u8) -> usize {
        let class = usize::from(self.classes[usize::from(byte)]);
        self.next.get(state * self.width + class).map_or(0, |row| usize::from(*row) / self.width)
    }

    /// The least number of bytes that are not spaces on a way to an end.
    fn fewest_marks(&self, start: usize) -> usize {
        let mut marks = vec![usize::MAX; self.accepting.len()];
        let mut queue = std::collections::VecDeque::from([(start, 0)]);
        while let Some((state, so_far)) = queue.pop_front() {
            if marks.get(state).is_none_or(|known| *known <= so_far) {
                continue;
            }
            marks[state] = so_far;
            for byte in 0..=255_u8 {
                let after = self.after(state, byte);
                if after == 0 {
                    continue;
                }
                // A step that costs nothing goes first, so that no state is gone through more than a few times.
                if byte == b' ' { queue.push_front((after, so_far)) } else { queue.push_back((after, so_far + 1)) }
            }
        }
        let ends = marks.iter().zip(self.accepting).filter(|(_, good)| **good);
        ends.map(|(marks, _)| *marks).min().unwrap_or(usize::MAX)
    }

    /// The greatest number of bytes of a kind on any way; `None` if there is a circle.
    fn longest(&self, counts: impl Fn(u8) -> bool) -> Option<usize> {
        let states = self.accepting.len();
        // From the ends of the ways backwards: as many rounds as a way can be long.
        let mut longest = vec![0_usize; states];
        for _ in 0..=states {
            let mut changed = false;
            for state in 1..states {
                let ways = (0..=255_u8).filter_map(|byte| {
                    let after = self.after(state, byte);
                    let rest = longest.get(after).filter(|_| after != 0)?;
                    Some(rest + usize::from(counts(byte)))
                });
                let best = ways.max().unwrap_or(0);
                if longest.get(state).is_some_and(|known| *known < best) {
                    longest[state] = best;
                    changed = true;
                }
            }
            if !changed {
                return longest.get(usize::from(self.start) / self.width).copied();
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::compile;

    #[test]
    fn an_expression_says_something_of_its_texts() {
        let texts = |expression: &str| *compile(expression).unwrap().automaton().unwrap().texts();
        let code = texts("[A-Z]{1,2}[0-9]{1,2} [0-9][A-Z]{2}");
        assert_eq!((code.fewest_marks, code.longest, code.most_digits), (5, Some(8), Some(3)));
        assert!(code.begins[usize::from(b'N')] && !code.begins[usize::from(b'7')] && !code.has[usize::from(b'@')]);
        let any = texts("-?.*");
        assert_eq!((any.fewest_marks, any.longest, any.most_digits), (0, None, None));
        assert!(any.begins[usize::from(b'=')] && any.has[usize::from(b'@')]);
        let words = texts("[a-z]+ ?x");
        assert_eq!((words.fewest_marks, words.longest, words.most_digits), (2, None, Some(0)));
    }
}
