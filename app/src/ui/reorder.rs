//! Moving one thing of a list to another place.

/// Takes the item out of `from` and puts it in at `to`; what is out of range changes nothing.
pub(crate) fn move_item<T>(items: &mut Vec<T>, from: usize, to: usize) -> bool {
    if from == to || from >= items.len() || to >= items.len() {
        return false;
    }
    let item = items.remove(from);
    items.insert(to, item);
    true
}

/// The place in a list of `count` equal rows at this height below its top.
pub(crate) fn place_at(y: f64, height: f64, count: usize) -> usize {
    if height <= 0.0 || count == 0 {
        return 0;
    }
    let row = (y / (height / count as f64)).floor().max(0.0) as usize;
    row.min(count - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_move_and_the_rest_keeps_its_order() {
        let check = |from, to, expected: &[i32]| {
            let mut items = vec![1, 2, 3, 4];
            move_item(&mut items, from, to);
            assert_eq!(items, expected, "{from} to {to}");
        };
        check(0, 2, &[2, 3, 1, 4]);
        check(3, 0, &[4, 1, 2, 3]);
        check(1, 1, &[1, 2, 3, 4]);
        check(9, 0, &[1, 2, 3, 4]);
        check(0, 9, &[1, 2, 3, 4]);
    }

    #[test]
    fn a_height_is_a_place() {
        assert_eq!(place_at(-5.0, 100.0, 4), 0);
        assert_eq!(place_at(26.0, 100.0, 4), 1);
        assert_eq!(place_at(400.0, 100.0, 4), 3);
        assert_eq!(place_at(1.0, 0.0, 0), 0);
    }
}
