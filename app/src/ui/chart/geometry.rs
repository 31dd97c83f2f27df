//! Shapes of charts, in the units of their view box. A value that is no number is a gap.

use std::fmt::Write;

/// The least and the greatest value; something sensible when there is none.
pub(super) fn range(values: &[f64]) -> (f64, f64) {
    let known = values.iter().copied().filter(|value| value.is_finite());
    known
        .fold(None, |range: Option<(f64, f64)>, value| {
            Some(range.map_or((value, value), |(low, high)| {
                (low.min(value), high.max(value))
            }))
        })
        .unwrap_or((0.0, 1.0))
}

/// Where a plot draws: its size, and the values at its bottom and top.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Frame {
    pub(super) fn y(self, value: f64) -> f64 {
        let span = self.high - self.low;
        // A flat line runs through the middle.
        let share = if span > 0.0 {
            (value - self.low) / span
        } else {
            0.5
        };
        self.height * (1.0 - share)
    }

    pub(super) fn x(self, index: usize, count: usize) -> f64 {
        match count {
            0 | 1 => self.width / 2.0,
            _ => self.width * index as f64 / (count - 1) as f64,
        }
    }
}

/// A line through the values, interrupted where there is none.
pub(super) fn line(values: &[f64], frame: Frame) -> String {
    let mut path = String::new();
    let mut pen_is_down = false;
    for (index, value) in values.iter().enumerate() {
        if !value.is_finite() {
            pen_is_down = false;
            continue;
        }
        point(
            &mut path,
            pen_is_down,
            frame.x(index, values.len()),
            frame.y(*value),
        );
        // A point between two gaps is still seen, as a dot.
        let alone = !pen_is_down && !values.get(index + 1).is_some_and(|next| next.is_finite());
        if alone {
            path.push_str("h0.01");
        }
        pen_is_down = true;
    }
    path
}

fn point(path: &mut String, goes_on: bool, x: f64, y: f64) {
    let command = if goes_on { 'L' } else { 'M' };
    let _ = write!(path, "{command}{} {}", short(x), short(y));
}

/// Two decimals, and none that say nothing.
fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

/// The surface between two lines; where either has a gap there is none.
pub(super) fn area(lower: &[f64], upper: &[f64], frame: Frame) -> String {
    let count = upper.len().min(lower.len());
    let known = |index: &usize| lower[*index].is_finite() && upper[*index].is_finite();
    let mut path = String::new();
    let mut start = 0;
    while start < count {
        if !known(&start) {
            start += 1;
            continue;
        }
        let end = (start..count).find(|index| !known(index)).unwrap_or(count);
        for index in start..end {
            point(
                &mut path,
                index > start,
                frame.x(index, upper.len()),
                frame.y(upper[index]),
            );
        }
        for index in (start..end).rev() {
            point(
                &mut path,
                true,
                frame.x(index, upper.len()),
                frame.y(lower[index]),
            );
        }
        path.push('Z');
        start = end;
    }
    path
}

/// The gaps as stretches of the width: start and length.
pub(super) fn gaps(values: &[f64], width: f64) -> Vec<(f64, f64)> {
    let count = values.len();
    let slot = width / count.max(1) as f64;
    let mut gaps = Vec::new();
    let mut start = None;
    // One more than there are, so that a gap at the end is closed.
    let gap_or_not = values.iter().map(|value| !value.is_finite()).chain([false]);
    for (index, is_gap) in gap_or_not.enumerate() {
        match (is_gap, start) {
            (true, None) => start = Some(index),
            (false, Some(from)) => {
                gaps.push((from as f64 * slot, (index - from) as f64 * slot));
                start = None;
            }
            _ => {}
        }
    }
    gaps
}

/// Series piled up: for each its lower and its upper line. On a gap nothing stands: how high
/// what lies above it would be is not known either.
pub(super) fn stack(series: &[Vec<f64>]) -> Vec<(Vec<f64>, Vec<f64>)> {
    let length = series.iter().map(Vec::len).max().unwrap_or(0);
    let mut floor = vec![0.0; length];
    series
        .iter()
        .map(|values| {
            let lower = floor.clone();
            let upper: Vec<f64> = (0..length)
                .map(|index| lower[index] + values.get(index).copied().unwrap_or(f64::NAN))
                .collect();
            floor.clone_from(&upper);
            (lower, upper)
        })
        .collect()
}

/// A few round values from 0 up to at least `high`.
pub(super) fn ticks(high: f64) -> Vec<f64> {
    const WANTED: f64 = 4.0;
    if !high.is_finite() || high <= 0.0 {
        return vec![0.0, 1.0];
    }
    let rough = high / WANTED;
    let magnitude = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * magnitude)
        .find(|step| *step >= rough)
        .unwrap_or(rough);
    let count = (high / step).ceil() as usize;
    (0..=count).map(|index| index as f64 * step).collect()
}

/// The arcs of a ring of length 100: where each starts and how long it is. What is not
/// positive has none; a share too small to be seen is made visible, at the cost of the others.
pub(super) fn arcs(values: &[f64]) -> Vec<(f64, f64)> {
    const LEAST: f64 = 1.6;
    let sizes: Vec<f64> = values
        .iter()
        .map(|value| {
            if value.is_finite() {
                value.max(0.0)
            } else {
                0.0
            }
        })
        .collect();
    let total: f64 = sizes.iter().sum();
    if total <= 0.0 {
        return values.iter().map(|_| (0.0, 0.0)).collect();
    }
    let raised: Vec<f64> = sizes
        .iter()
        .map(|size| match size / total * 100.0 {
            share if share > 0.0 => share.max(LEAST),
            _ => 0.0,
        })
        .collect();
    let scale = 100.0 / raised.iter().sum::<f64>();
    let mut start = 0.0;
    raised
        .into_iter()
        .map(|share| {
            let arc = (start, share * scale);
            start += arc.1;
            arc
        })
        .collect()
}

/// What is painted of an arc: a hair of ground parts it from the next, unless so little is
/// there that the hair would take it away.
pub(super) fn drawn(length: f64) -> f64 {
    const HAIR: f64 = 0.5;
    const SMALL: f64 = 6.0 * HAIR;
    if length <= SMALL || length > 99.0 {
        length
    } else {
        length - HAIR
    }
}

/// The index of the value nearest to a share of the width.
pub(super) fn nearest(share: f64, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(((share.clamp(0.0, 1.0) * last as f64).round() as usize).min(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame = Frame {
        width: 100.0,
        height: 10.0,
        low: 0.0,
        high: 10.0,
    };
    const GAP: f64 = f64::NAN;

    #[test]
    fn lines_stop_at_gaps() {
        let check = |values: &[f64], expected: &str| assert_eq!(line(values, FRAME), expected);
        check(&[0.0, 10.0], "M0 10L100 0");
        check(&[0.0, 5.0, GAP, 5.0, 0.0], "M0 10L25 5M75 5L100 10");
        check(&[0.0, GAP, 10.0], "M0 10h0.01M100 0h0.01");
        check(&[GAP], "");
        check(&[], "");
        check(&[5.0], "M50 5h0.01");
    }

    #[test]
    fn areas_close() {
        assert_eq!(
            area(&[0.0, 0.0], &[10.0, 5.0], FRAME),
            "M0 0L100 5L100 10L0 10Z"
        );
        assert_eq!(area(&[0.0, 0.0], &[GAP, GAP], FRAME), "");
    }

    #[test]
    fn gaps_have_a_place() {
        assert_eq!(gaps(&[1.0, GAP, GAP, 1.0], 100.0), [(25.0, 50.0)]);
        assert_eq!(gaps(&[1.0, GAP], 100.0), [(50.0, 50.0)]);
        assert_eq!(gaps(&[], 100.0), []);
    }

    #[test]
    fn a_flat_line_is_in_the_middle() {
        let (low, high) = range(&[3.0, 3.0]);
        assert_eq!(Frame { low, high, ..FRAME }.y(3.0), 5.0);
        assert_eq!(range(&[GAP]), (0.0, 1.0));
    }

    #[test]
    fn series_pile_up() {
        let piled = stack(&[vec![1.0, 2.0], vec![3.0, GAP], vec![1.0, 1.0]]);
        assert_eq!(piled[1].1[0], 4.0);
        assert!(piled[1].1[1].is_nan());
        assert_eq!(piled[2].1[0], 5.0);
        assert!(
            piled[2].1[1].is_nan(),
            "what lies above a gap has no height"
        );
    }

    #[test]
    fn ticks_are_round_and_enough() {
        let check = |high: f64, expected: &[f64]| assert_eq!(ticks(high), expected, "{high}");
        check(100.0, &[0.0, 25.0, 50.0, 75.0, 100.0]);
        check(62.0, &[0.0, 20.0, 40.0, 60.0, 80.0]);
        check(0.0, &[0.0, 1.0]);
        check(f64::NAN, &[0.0, 1.0]);
        for high in [0.013, 3.0, 999.0, 10_412.0] {
            let ticks = ticks(high);
            assert!(ticks.last().is_some_and(|last| *last >= high), "{high}");
            assert!((3..=6).contains(&ticks.len()), "{high}: {ticks:?}");
        }
    }

    #[test]
    fn arcs_fill_the_ring() {
        assert_eq!(arcs(&[1.0, 3.0]), [(0.0, 25.0), (25.0, 75.0)]);
        assert_eq!(arcs(&[0.0, 0.0]), [(0.0, 0.0), (0.0, 0.0)]);
        let tiny = arcs(&[10_000.0, 1.0, GAP]);
        assert!(tiny[1].1 > 0.5);
        let whole: f64 = tiny.iter().map(|(_, length)| length).sum();
        assert!((whole - 100.0).abs() < 1e-9);
    }

    #[test]
    fn the_smallest_share_is_seen() {
        let arcs = arcs(&[10_357.0, 17.0, 31.0, 7.0]);
        for (_, length) in &arcs {
            assert!(drawn(*length) >= 1.5, "{length}");
        }
        let whole: f64 = arcs.iter().map(|(_, length)| length).sum();
        assert!((whole - 100.0).abs() < 1e-9);
        assert!(arcs[0].1 > 90.0, "{}", arcs[0].1);
    }

    #[test]
    fn only_long_arcs_stand_apart() {
        assert_eq!(drawn(25.0), 24.5);
        assert_eq!(drawn(1.6), 1.6);
        assert_eq!(drawn(100.0), 100.0);
    }

    #[test]
    fn the_pointer_finds_a_value() {
        assert_eq!(nearest(0.49, 3), Some(1));
        assert_eq!(nearest(-1.0, 3), Some(0));
        assert_eq!(nearest(9.0, 3), Some(2));
        assert_eq!(nearest(0.5, 0), None);
    }
}
