//! The closed lists that rules choose from: what a word can be, what a pattern can mean.

macro_rules! closed {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// All of them with their names in rule files, in the order of their declaration.
            pub const ALL: &'static [(&'static str, Self)] = &[$(($text, Self::$variant),)*];

            /// The one of that name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().find(|(n, _)| *n == name).map(|(_, v)| *v)
            }

            /// Its name in rule files.
            #[must_use]
            pub fn name(self) -> &'static str {
                Self::ALL.iter().find(|(_, v)| *v == self).map_or("", |(n, _)| n)
            }
        }
    };
}

closed! {
    /// What a word or phrase can be. The text in `value` is read as the class asks for.
    Class {
        /// An ending that may be taken off a word to find it; no value.
        Suffix = "suffix",
        /// A word too common to tell sentences apart; no value.
        Stop = "stop",

        /// A number word; value: the number.
        Number = "number",
        /// A word that multiplies the number before it; value: the factor.
        Scale = "scale",
        /// A word that changes the number after it (half more, a quarter less); value: what to add.
        Modifier = "modifier",
        /// The word for the decimal point.
        DecimalPoint = "decimal_point",
        /// A word between the hundreds and the rest of a number.
        NumberAnd = "number_and",
        /// An unclear number; value: `2..9`, `2..`.
        Vague = "vague",
        /// An ordinal word; value: the rank.
        Ordinal = "ordinal",
        /// An ending that makes the digits before it an ordinal.
        OrdinalSuffix = "ordinal_suffix",
        /// A word between the ends of a range.
        RangeTo = "range_to",
        /// A word that opens a range ("between").
        RangeOpen = "range_open",
        /// A word that stands where "to" does in such a range ("and").
        RangeAnd = "range_and",
        /// A sign or word that makes the number beside it no figure of the story (an id, a model, a page).
        NoFigure = "no_figure",

        /// A word that only counts; value: the unit that it implies, or empty.
        Classifier = "classifier",
        /// A unit behind the number; value: name of the unit.
        Unit = "unit",
        /// A currency sign or word before the number; value: name of the unit.
        CurrencyBefore = "currency_before",
        /// A unit of time; value: minute, hour, day, week, month, year, with a factor in front where it is
        /// several (`10 year`).
        TimeUnit = "time_unit",

        /// A hedge before the number; value: about, at_least, more_than, at_most, less_than.
        HedgeBefore = "hedge_before",
        /// A hedge behind the number, its unit or its noun; same values.
        HedgeAfter = "hedge_after",

        /// A month; value: 1 to 12, with the calendar in front where it is not the civil one (`bengali 3`).
        Month = "month",
        /// A weekday; value: 1 Monday to 7 Sunday.
        Weekday = "weekday",
        /// A part of the day; value: hours `18-24`.
        DayPart = "day_part",
        /// The night that follows the named day.
        NightAfter = "night_after",
        /// Marks the hour ("o'clock").
        HourMark = "hour_mark",
        /// Marks minutes of a clock time.
        MinuteMark = "minute_mark",
        /// Half of the day; value: am or pm.
        Meridiem = "meridiem",
        /// Ending of a day number.
        DaySuffix = "day_suffix",
        /// Word that marks the number before it as a year.
        YearMark = "year_mark",
        /// Word that marks a fiscal year.
        FiscalYear = "fiscal_year",
        /// Distance in days from the day of writing; value: 0, -1, 1 …
        RelativeDay = "relative_day",
        /// Last, this, next; value: -1, 0, 1.
        Relative = "relative",
        /// Marks a distance back from now.
        Ago = "ago",
        /// Marks a distance ahead from now.
        Ahead = "ahead",
        /// Marks the time that has passed since something last was.
        After = "after",
        /// Marks a length that reaches up to now.
        Lasting = "lasting",
        /// Marks the start of what still holds.
        Since = "since",
        /// Marks the end of a span.
        Until = "until",
        /// Words that may stand inside a date without adding to it (local time, the comma).
        DateFiller = "date_filler",
        /// Words that name a publication, update or save time before a date outside the story;
        /// value: published, updated, saved.
        DateLabel = "date_label",

        /// Names what a figure measures; value: the slot.
        Slot = "slot",
        /// Marks a figure as a part: others, of them, including.
        Part = "part",
        /// Marks a figure as one period's, not the total.
        Period = "period",
        /// Says that a figure moved; value: up, down, revised.
        Moved = "moved",
        /// Says that another event is meant: earlier, another, a separate one; value `dated` where it says so only
        /// beside a date.
        OtherEvent = "other_event",
        /// Points back to what the sentence before spoke of: there, at that time.
        BackReference = "back_reference",
        /// A notion of the news under which words of all languages meet; value: its key in English.
        Concept = "concept",
        /// A known name; value: its key.
        Name = "name",
        /// A title or post; value: its key in English.
        Title = "title",
        /// A word before a title that changes the post; value: deputy, acting, former …
        TitleBefore = "title_before",
        /// A verb or phrase that gives words to somebody; value: say, deny …
        Attribution = "attribution",
        /// A word for him or her who spoke before.
        Speaker = "speaker",
        /// Negation.
        Negation = "negation",
        /// Says that something was called untrue.
        Denial = "denial",
        /// Looks like a denial and is none ("did not rule out").
        NoDenial = "no_denial",
        /// Says that nothing was said.
        NoComment = "no_comment",
        /// Says that something is not known yet.
        Unclear = "unclear",
        /// Marks a plan.
        Planned = "planned",
        /// Marks a possibility.
        Possible = "possible",
        /// A stand taken: support, pledge, condemn; value: its key in English.
        Stance = "stance",
    }
}

closed! {
    /// What a pattern's match means.
    Means {
        /// A date made of its parts.
        Date = "date",
        /// A time of day.
        Clock = "clock",
        /// A distance back: `{amount}` time units.
        Ago = "ago",
        /// A distance ahead.
        Ahead = "ahead",
        /// A length that has passed since something last was ("after 24 years").
        Elapsed = "elapsed",
        /// A length that reaches up to now ("for a year and a half").
        Lasting = "lasting",
        /// The start of what still holds, or when something last was ("since 2000").
        Since = "since",
        /// The end of a span ("by March").
        Until = "until",
        /// A length of time by itself.
        Duration = "duration",
        /// A fiscal year.
        FiscalYear = "fiscal_year",
        /// Not a figure, whatever it looks like.
        Nothing = "nothing",
    }
}
