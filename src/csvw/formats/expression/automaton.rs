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

/// A deterministic automaton for whole texts.
#[derive(Debug)]
pub struct Automaton {
    /// Bytes that no state tells apart have one class.
    classes: [u8; 256],
    /// For each state a row of classes; states are the offsets of their rows, and the first can never match.
    next: Vec<u16>,
    start: u16,
    /// For each row's offset whether a text may end there.
    accepting: Vec<bool>,
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
        let accepting = accepting.into_iter().flat_map(|good| std::iter::repeat_n(good, width)).collect();
        Some(Self { classes, next, start, accepting })
    }

    /// Whether it matches the whole text.
    #[inline]
    #[must_use]
    pub fn is_match(&self, text: &[u8]) -> bool {
        let mut state = usize::from(self.start);
        for byte in text {
            let class = usize::from(self.classes[usize::from(*byte)]);
            state = self.next.get(state + class).copied().map_or(0, usize::from);
            if state == 0 {
                return false;
            }
        }
        self.accepting.get(state).copied().unwrap_or(false)
    }
}
