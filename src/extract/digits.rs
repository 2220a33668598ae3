//! Numbers in digits.

use rust_decimal::Decimal;

/// Longest run of digits that is read as an amount; longer ones are ids.
const MOST_DIGITS: usize = 18;

/// A number in digits, with the place value of its last digit: `1,234.5`, and where both signs or several points
/// stand the last sign tells, `1.234,5` and `1.234.567`.
pub fn literal(word: &str) -> Option<(Decimal, Decimal)> {
    if word.len() <= MOST_DIGITS && word.bytes().all(|b| b.is_ascii_digit()) {
        return word.parse::<u64>().ok().map(|n| (Decimal::from(n), Decimal::ONE));
    }
    let points = word.matches('.').count();
    let comma_last = points > 0 && word.rfind(',').is_some_and(|comma| word.rfind('.').is_some_and(|p| p < comma));
    let digits = if comma_last {
        word.replace('.', "").replace(',', ".")
    } else if points > 1 {
        word.replace('.', "")
    } else {
        word.replace([',', '\''], "")
    };
    if digits.len() > MOST_DIGITS {
        return None;
    }
    let value: Decimal = digits.parse().ok()?;
    Some((value, Decimal::new(1, value.scale())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_sign_is_the_point_where_both_stand() {
        let value = |word| literal(word).map(|(v, _)| v.to_string());
        assert_eq!(value("1,23,456.50"), Some("123456.50".to_owned()));
        assert_eq!(value("1.234,5"), Some("1234.5".to_owned()));
        assert_eq!(value("1.234.567"), Some("1234567".to_owned()));
        assert_eq!(value("1.5"), Some("1.5".to_owned()));
        assert_eq!(value(&"9".repeat(1000)), None);
    }
}
