//! Changing one place of a condition; a place is the way to it from the root.

use domain::table::{Condition, MAX_CONDITION_DEPTH, MAX_CONDITION_TESTS, Operator};

/// What stands where, without values and modes: what must be drawn again when it changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Group(Vec<Shape>),
    Test,
}

pub(super) fn shape(condition: &Condition) -> Shape {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            Shape::Group(parts.iter().map(shape).collect())
        }
        Condition::Test { .. } => Shape::Test,
    }
}

pub(super) fn at<'a>(condition: &'a Condition, path: &[usize]) -> Option<&'a Condition> {
    match (path, condition) {
        ([], found) => Some(found),
        ([first, rest @ ..], Condition::All(parts) | Condition::Any(parts)) => {
            at(parts.get(*first)?, rest)
        }
        _ => None,
    }
}

pub(super) fn at_mut<'a>(
    condition: &'a mut Condition,
    path: &[usize],
) -> Option<&'a mut Condition> {
    match (path, condition) {
        ([], found) => Some(found),
        ([first, rest @ ..], Condition::All(parts) | Condition::Any(parts)) => {
            at_mut(parts.get_mut(*first)?, rest)
        }
        _ => None,
    }
}

/// Puts something at the end of the group that stands at `path`.
pub(super) fn add(condition: &mut Condition, path: &[usize], part: Condition) {
    if let Some(Condition::All(parts) | Condition::Any(parts)) = at_mut(condition, path) {
        parts.push(part);
    }
}

/// Takes away what stands at `path`; a group that this empties goes with it.
pub(super) fn remove(condition: &mut Condition, path: &[usize]) {
    let Some((last, parent)) = path.split_last() else {
        if let Condition::All(parts) | Condition::Any(parts) = condition {
            parts.clear();
        }
        return;
    };
    if let Some(Condition::All(parts) | Condition::Any(parts)) = at_mut(condition, parent) {
        if *last < parts.len() {
            parts.remove(*last);
        }
        if parts.is_empty() && !parent.is_empty() {
            remove(condition, parent);
        }
    }
}

/// All of them, or any of them.
pub(super) fn set_any(condition: &mut Condition, path: &[usize], any: bool) {
    if let Some(group) = at_mut(condition, path)
        && let Condition::All(parts) | Condition::Any(parts) = group
    {
        let parts = std::mem::take(parts);
        *group = if any {
            Condition::Any(parts)
        } else {
            Condition::All(parts)
        };
    }
}

/// Changes the operator; a list and a single value become each other.
pub(super) fn set_operator(condition: &mut Condition, path: &[usize], new: Operator) {
    if let Some(Condition::Test {
        operator, values, ..
    }) = at_mut(condition, path)
    {
        match (operator.takes_list(), new.takes_list()) {
            (true, false) => values.truncate(1),
            (false, true) => values.retain(|value| !value.is_empty()),
            _ => {}
        }
        if !new.takes_list() && values.is_empty() {
            values.push(String::new());
        }
        *operator = new;
    }
}

/// Whether one more group fits at this depth.
pub(super) fn may_nest(path: &[usize]) -> bool {
    // The root is level 1, a group inside it level 2, its tests level 3.
    path.len() + 3 <= MAX_CONDITION_DEPTH
}

/// How many parts the group at `path` has.
pub(super) fn count(condition: &Condition, path: &[usize]) -> usize {
    match at(condition, path) {
        Some(Condition::All(parts) | Condition::Any(parts)) => parts.len(),
        _ => 0,
    }
}

pub(super) fn tests(condition: &Condition) -> usize {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().map(tests).sum(),
        Condition::Test { .. } => 1,
    }
}

pub(super) fn may_add(condition: &Condition) -> bool {
    tests(condition) < MAX_CONDITION_TESTS
}

#[cfg(test)]
mod tests_of_edits {
    use super::*;

    fn test(value: &str) -> Condition {
        Condition::Test {
            column: "site".into(),
            operator: Operator::Eq,
            values: vec![value.into()],
        }
    }

    fn sample() -> Condition {
        Condition::All(vec![test("a"), Condition::Any(vec![test("b"), test("c")])])
    }

    #[test]
    fn a_path_leads_to_a_place() {
        assert_eq!(at(&sample(), &[1, 1]), Some(&test("c")));
        assert_eq!(at(&sample(), &[1, 2]), None);
        assert_eq!(at(&sample(), &[0, 0]), None);
        assert_eq!(at(&sample(), &[]), Some(&sample()));
    }

    #[test]
    fn parts_come_and_go() {
        let mut condition = sample();
        add(&mut condition, &[1], test("d"));
        assert_eq!(at(&condition, &[1, 2]), Some(&test("d")));
        for _ in 0..3 {
            remove(&mut condition, &[1, 0]);
        }
        assert_eq!(
            condition,
            Condition::All(vec![test("a")]),
            "the empty group is gone"
        );
        remove(&mut condition, &[0]);
        assert_eq!(condition, Condition::All(vec![]), "the root stays");
        remove(&mut condition, &[7, 7]);
        assert_eq!(condition, Condition::All(vec![]));
    }

    #[test]
    fn a_group_turns_and_its_parts_stay() {
        let mut condition = sample();
        set_any(&mut condition, &[], true);
        set_any(&mut condition, &[1], false);
        let expected = Condition::Any(vec![test("a"), Condition::All(vec![test("b"), test("c")])]);
        assert_eq!(condition, expected);
    }

    #[test]
    fn a_value_becomes_a_list_and_back() {
        let values = |condition: &Condition| match at(condition, &[0]) {
            Some(Condition::Test { values, .. }) => values.clone(),
            _ => Vec::new(),
        };
        let mut condition = Condition::All(vec![test("")]);
        set_operator(&mut condition, &[0], Operator::In);
        assert!(values(&condition).is_empty());
        if let Some(Condition::Test { values, .. }) = at_mut(&mut condition, &[0]) {
            *values = vec!["x".into(), "y".into()];
        }
        set_operator(&mut condition, &[0], Operator::Contains);
        assert_eq!(values(&condition), ["x"]);
    }

    #[test]
    fn values_do_not_change_the_shape() {
        let mut condition = sample();
        let before = shape(&condition);
        set_operator(&mut condition, &[0], Operator::NotIn);
        set_any(&mut condition, &[], true);
        assert_eq!(shape(&condition), before);
        add(&mut condition, &[], test("x"));
        assert_ne!(shape(&condition), before);
    }

    #[test]
    fn what_may_be_built_is_accepted() {
        let mut condition = Condition::All(vec![]);
        let mut path = Vec::new();
        while may_nest(&path) {
            add(&mut condition, &path, Condition::Any(vec![]));
            path.push(0);
        }
        add(&mut condition, &path, test("deep"));
        assert!(condition.check().is_ok());
    }
}
