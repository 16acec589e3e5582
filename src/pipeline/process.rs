//! What the system tells of this process. Linux writes it into files, so that no unsafe call is needed; elsewhere it is not
//! known, and left out of what is shown.

use std::time::Duration;

/// What all threads of this process computed so far, the system's work for them included; none where there is no `/proc`.
pub(super) fn computed_so_far() -> Option<Duration> {
    time_of_stat(&std::fs::read_to_string("/proc/self/stat").ok()?)
}

/// Fields 14 and 15 of `proc_pid_stat(5)`, user and system time. Their unit is the hundredth of a second wherever Linux
/// shows it to programs, whatever it counts in itself.
fn time_of_stat(stat: &str) -> Option<Duration> {
    // The program's name, field 2, is in parentheses and may have anything in it.
    let (_, after) = stat.rsplit_once(')')?;
    let mut ticks = after.split_ascii_whitespace().skip(11).map(|field| field.parse::<u64>().ok());
    let (user, system) = (ticks.next()??, ticks.next()??);
    Some(Duration::from_millis(user.checked_add(system)?.checked_mul(10)?))
}

/// The most memory that this process ever had, in bytes; none where there is no `/proc`.
pub(super) fn peak_memory() -> Option<u64> {
    peak_of_status(&std::fs::read_to_string("/proc/self/status").ok()?)
}

/// `VmHWM` of `proc_pid_status(5)`.
fn peak_of_status(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim_end().parse::<u64>().ok()?.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_tells_is_read() {
        let stat = "71 (a ) name) R 1 71 71 0 -1 4194304 9 0 0 0 1250 34 0 0 20 0 3 0 8 1 2 3";
        assert_eq!(time_of_stat(stat), Some(Duration::from_millis(12_840)));
        assert_eq!(time_of_stat("71 (name) R 1"), None);
        assert_eq!(time_of_stat(""), None);
        assert_eq!(peak_of_status("Name:\tplainsight\nVmPeak:\t 9 kB\nVmHWM:\t  2048 kB\n"), Some(2_097_152));
        assert_eq!(peak_of_status("VmHWM: many kB\n"), None);
    }
}
