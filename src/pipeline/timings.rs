//! Where the time of a run went, as a table for people.

use super::process::{computed_so_far, peak_memory};
use super::progress::Stage;
use crate::rows::{Phase, Timings};
use std::fmt::{self, Display, Formatter};
use std::time::{Duration, Instant};

/// A stage that is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StageTime {
    /// Which.
    pub stage: Stage,
    /// From its beginning to its end.
    pub wall: Duration,
    /// What all threads of the process computed meanwhile, where the system tells and it was asked for.
    pub cpu: Option<Duration>,
}

/// A stage that runs.
#[derive(Debug)]
pub(super) struct Running {
    stage: Stage,
    began: Instant,
    cpu: Option<Duration>,
}

impl Running {
    /// A stage begins; what it computes is looked up only if that is wanted.
    pub(super) fn begin(stage: Stage, with_cpu: bool) -> Self {
        Self { stage, began: Instant::now(), cpu: with_cpu.then(computed_so_far).flatten() }
    }

    /// The stage ends.
    pub(super) fn end(self) -> StageTime {
        let wall = self.began.elapsed();
        let cpu = self.cpu.and_then(|before| Some(computed_so_far()?.saturating_sub(before)));
        StageTime { stage: self.stage, wall, cpu }
    }
}

/// Where the time of a run went: what `--timings` shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breakdown {
    /// The stages in their order.
    pub stages: Vec<StageTime>,
    /// The work on rows, by its kind, summed over all threads.
    pub phases: Vec<(Phase, Duration)>,
    /// The most memory that the process ever had, in bytes, where the system tells.
    pub peak_memory: Option<u64>,
}

impl Breakdown {
    /// What a run that ends now came to.
    pub(super) fn of(stages: Vec<StageTime>, timings: &Timings) -> Self {
        let phases = Phase::ALL.into_iter().map(|phase| (phase, timings.total(phase))).collect();
        let peak_memory = if timings.is_on() { peak_memory() } else { None };
        Self { stages, phases, peak_memory }
    }
}

impl Display for Breakdown {
    /// A table without colour: a line for each stage, then one for each kind of work on rows that took any time.
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        let wall: Duration = self.stages.iter().map(|time| time.wall).sum();
        // One stage of which it is not known, and the sum is not known either.
        let cpu: Option<Duration> = self.stages.iter().map(|time| time.cpu).sum();
        let known = self.stages.iter().any(|time| time.cpu.is_some());
        line(to, "stage", "wall", "share", if known { "CPU" } else { "" })?;
        for time in &self.stages {
            line(to, time.stage.name(), &seconds(time.wall), &share(time.wall, wall), &computed(time.cpu))?;
        }
        line(to, "total", &seconds(wall), &share(wall, wall), &computed(cpu))?;
        let busy: Duration = self.phases.iter().filter(|(phase, _)| phase.is_busy()).map(|(_, time)| *time).sum();
        let mut took_time = self.phases.iter().filter(|(_, time)| !time.is_zero()).peekable();
        if took_time.peek().is_some() {
            writeln!(to)?;
            line(to, "rows", "all threads", "share", "")?;
            for (phase, time) in took_time {
                let share = if phase.is_busy() { share(*time, busy) } else { String::new() };
                line(to, phase.name(), &seconds(*time), &share, "")?;
            }
        }
        if let Some(bytes) = self.peak_memory {
            writeln!(to)?;
            line(to, "peak memory", &format!("{} MB", bytes.div_ceil(1_000_000)), "", "")?;
        }
        Ok(())
    }
}

/// A line of the table: a name, then columns that end below one another.
fn line(to: &mut Formatter<'_>, name: &str, time: &str, share: &str, cpu: &str) -> fmt::Result {
    let text = format!("{name:<16}{time:>12}{share:>10}{cpu:>12}");
    writeln!(to, "{}", text.trim_end())
}

/// `1.234 s`.
fn seconds(time: Duration) -> String {
    format!("{:.3} s", time.as_secs_f64())
}

/// `1.23 s`: systems count this in hundredths.
fn computed(time: Option<Duration>) -> String {
    time.map_or_else(String::new, |time| format!("{:.2} s", time.as_secs_f64()))
}

/// `12.3 %`; nothing has no shares.
fn share(part: Duration, whole: Duration) -> String {
    if whole.is_zero() {
        return String::new();
    }
    format!("{:.1} %", 100.0 * part.as_secs_f64() / whole.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stage(stage: Stage, wall: u64, cpu: Option<u64>) -> StageTime {
        StageTime { stage, wall: Duration::from_millis(wall), cpu: cpu.map(Duration::from_millis) }
    }

    #[test]
    fn the_table_says_where_the_time_went() {
        let timings = Timings::on();
        timings.add(Phase::Fingerprint, Duration::from_millis(212));
        timings.add(Phase::Read, Duration::from_millis(351));
        timings.add(Phase::Work, Duration::from_millis(19_870));
        timings.add(Phase::Wait, Duration::from_millis(803));
        let breakdown = Breakdown {
            stages: vec![
                stage(Stage::Read, 12, Some(10)),
                stage(Stage::Check, 0, Some(0)),
                stage(Stage::Rows, 13_210, Some(22_600)),
                stage(Stage::Render, 101, Some(120)),
            ],
            peak_memory: Some(142_000_000),
            ..Breakdown::of(Vec::new(), &timings)
        };
        insta::assert_snapshot!(breakdown);
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let breakdown = Breakdown {
            stages: vec![stage(Stage::Read, 3, None), stage(Stage::Rows, 9, Some(20))],
            peak_memory: None,
            ..Breakdown::of(Vec::new(), &Timings::off())
        };
        insta::assert_snapshot!(breakdown);
    }

    #[test]
    fn a_run_that_took_no_time_has_no_shares() {
        let breakdown = Breakdown { stages: vec![stage(Stage::Read, 0, None)], phases: Vec::new(), peak_memory: None };
        assert!(!breakdown.to_string().contains('%'));
    }

    #[test]
    fn a_stage_lasts_until_it_ends() {
        let running = Running::begin(Stage::Rows, true);
        std::thread::sleep(Duration::from_millis(2));
        let time = running.end();
        assert_eq!(time.stage, Stage::Rows);
        assert!(time.wall >= Duration::from_millis(2));
        assert_eq!(Running::begin(Stage::Rows, false).end().cpu, None);
    }
}
