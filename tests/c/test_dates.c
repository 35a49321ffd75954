/* Time expressions: spans, types and TIMEX3 values; "text=TYPE value" with bars between them. */
#include "support.h"

#include "civil.h"
#include "codes.h"

static struct session session;

static int open_session(void **state) { (void)state; session_open(&session, NULL); return 0; }
static int close_session(void **state) { (void)state; session_close(&session); return 0; }

static const char *const types[] = {"DATE", "TIME", "DURATION", "SET"};

static size_t put(char *buffer, size_t size, const char *bytes, size_t count)
{
    assert_true(size + count < 4000);
    memcpy(buffer + size, bytes, count);
    return size + count;
}

static void describe(const sayso_document *document, char *buffer)
{
    uint32_t count, bytes, pool;
    const sayso_date *dates = sayso_document_records(document, SAYSO_DATE, &count);
    const char *all = sayso_document_records(document, SAYSO_TEXT, &bytes);
    const char *strings = sayso_document_records(document, SAYSO_STRING, &pool);
    size_t size = 0;
    for (uint32_t i = 0; i < count; i++) {
        sayso_range range = sayso_document_bytes(document, dates[i].span);
        size = i ? put(buffer, size, "|", 1) : size;
        size = put(buffer, size, all + range.first, range.count);
        size = put(buffer, size, "=", 1);
        size = put(buffer, size, types[dates[i].type], strlen(types[dates[i].type]));
        size = put(buffer, size, " ", 1);
        size = put(buffer, size, strings + dates[i].value.first, dates[i].value.count);
    }
    buffer[size] = '\0';
}

/* Wednesday, 1 December 2021, is the day of publication. */
static void check(const char *text, const char *wanted)
{
    char buffer[4096];
    sayso_document *document = session_parse(&session, text, "2021-12-01");
    describe(document, buffer);
    sayso_document_free(document);
    assert_string_equal(buffer, wanted);
}

static void calendar(void **state)
{
    (void)state;
    check("It opened on March 5, 2019.", "March 5, 2019=DATE 2019-03-05");
    check("It opened on 5 March 2019.", "5 March 2019=DATE 2019-03-05");
    check("It opened in March 2019.", "March 2019=DATE 2019-03");
    check("It opened in 2019 and shut in 2020.", "2019=DATE 2019|2020=DATE 2020");
    check("It opened on Tuesday, March 5, 2019.", "Tuesday, March 5, 2019=DATE 2019-03-05");
    check("It was signed on 2019-03-05.", "2019-03-05=DATE 2019-03-05");
    check("It was signed on 25/03/2019.", "25/03/2019=DATE 2019-03-25");
    check("He was born in the 1990s.", "the 1990s=DATE 199");
    check("He sold 2019 cars.", "");
    check("April Kravic may march.", "");
    check("In mid-July it rained.", "mid-July=DATE 2021-07");
}

static void weekdays(void **state)
{
    (void)state;
    check("He said Wednesday that it rained.", "Wednesday=DATE 2021-12-01");
    check("He said Tuesday that it rained.", "Tuesday=DATE 2021-11-30");
    check("He said Thursday that it rained.", "Thursday=DATE 2021-11-25");
    check("They will meet Thursday.", "Thursday=DATE 2021-12-02");
    check("They met last Thursday.", "last Thursday=DATE 2021-11-25");
    check("They meet next Wednesday.", "next Wednesday=DATE 2021-12-08");
    check("She left Tuesday night.", "Tuesday night=TIME 2021-11-30TNI");
    check("They meet on Mondays.", "Mondays=SET XXXX-WXX-1");
}

static void months_without_years(void **state)
{
    (void)state;
    check("He was fired on Nov. 5.", "Nov. 5=DATE 2021-11-05");
    check("He was fired on Dec. 20.", "Dec. 20=DATE 2021-12-20");
    check("The trial will begin on Feb. 2.", "Feb. 2=DATE 2022-02-02");
    check("It began in August.", "August=DATE 2021-08");
    check("It began last March.", "last March=DATE 2021-03");
}

static void distances(void **state)
{
    (void)state;
    check("It fell last year and rose this week.", "last year=DATE 2020|this week=DATE 2021-W48");
    check("It starts next month.", "next month=DATE 2022-01");
    check("He came two days ago.", "two days ago=DATE 2021-11-29");
    check("He came three years ago.", "three years ago=DATE 2018");
    check("Yesterday it rained; today it snows.", "Yesterday=DATE 2021-11-30|today=DATE 2021-12-01");
    check("He spoke early this morning.", "early this morning=TIME 2021-12-01TMO");
    check("Sales rose in the third quarter.", "the third quarter=DATE 2021-Q3");
    check("Sales rose in the first half of 2019.", "the first half of 2019=DATE 2019-H1");
    check("In May 2019 he left. Two days later it burned.", "May 2019=DATE 2019-05|Two days later=DATE 2019-05-03");
    check("It rained last summer.", "last summer=DATE 2021-SU");
    check("It is hard now, not in the past.", "now=DATE PRESENT_REF|the past=DATE PAST_REF");
    check("By the end of the month it was gone.", "the end of the month=DATE 2021-12");
}

static void durations(void **state)
{
    (void)state;
    check("It took two years and six months.", "two years=DURATION P2Y|six months=DURATION P6M");
    check("a three-day visit", "three-day=DURATION P3D");
    check("It lasted about 20 minutes.", "about 20 minutes=DURATION PT20M");
    check("It took more than an hour.", "more than an hour=DURATION PT1H");
    check("In the last few weeks it rained.", "the last few weeks=DURATION PXW");
    check("He waited two and a half years.", "two and a half years=DURATION P2.5Y");
    check("a 55-year-old man", "55-year-old=DURATION P55Y");
    check("They won the second round.", "");
}

static void sets(void **state)
{
    (void)state;
    check("They meet every week.", "every week=SET P1W");
    check("They meet every Monday.", "every Monday=SET XXXX-WXX-1");
    check("It costs $5 a day.", "a day=SET P1D");
    check("They meet twice a year.", "twice a year=SET P1Y");
}

static void clocks(void **state)
{
    (void)state;
    check("It began at 10 p.m. and ended at 11:30 p.m.", "10 p.m.=TIME 2021-12-01T22:00|11:30 p.m.=TIME 2021-12-01T23:30");
    check("It began at 9 a.m. EST Tuesday.", "9 a.m. EST Tuesday=TIME 2021-11-30T09:00");
    check("It began at noon.", "noon=TIME 2021-12-01T12:00");
}

static void holidays(void **state)
{
    (void)state;
    check("They met on Christmas Eve in 2019.", "Christmas Eve=DATE 2021-12-24|2019=DATE 2019");
    check("They met on Thanksgiving.", "Thanksgiving=DATE 2021-11-25");
    check("They met on Good Friday, 2019.", "Good Friday, 2019=DATE 2019-04-19");
}

static void check_undated(const char *text, const char *wanted)
{
    char buffer[4096];
    sayso_document *document = session_parse(&session, text, NULL);
    describe(document, buffer);
    sayso_document_free(document);
    assert_string_equal(buffer, wanted);
}

static void without_a_date(void **state)
{
    (void)state;
    check_undated("He said Wednesday that it rained.", "Wednesday=DATE XXXX-WXX-3");
    check_undated("He said on Dec. 5 that it rained.", "Dec. 5=DATE XXXX-12-05");
    check_undated("It fell last year.", "last year=DATE XXXX");
    check_undated("It fell in 2019.", "2019=DATE 2019");
    check_undated("It took two years.", "two years=DURATION P2Y");
    check_undated("He spoke today.", "today=DATE XXXX-XX-XX");
}

/* The one date of a text, its anchor; and how often a warning was given. */
static uint32_t anchor_of_last(const char *text, const char *given, char *value, uint32_t code, uint32_t *warned)
{
    sayso_document *document = session_parse(&session, text, given);
    uint32_t count, warnings, pool;
    const sayso_date *dates = sayso_document_records(document, SAYSO_DATE, &count);
    const sayso_warning *warning = sayso_document_records(document, SAYSO_WARNING, &warnings);
    const char *strings = sayso_document_records(document, SAYSO_STRING, &pool);
    assert_true(count > 0);
    memcpy(value, strings + dates[count - 1].value.first, dates[count - 1].value.count);
    value[dates[count - 1].value.count] = '\0';
    *warned = 0;
    for (uint32_t i = 0; i < warnings; i++)
        *warned += warning[i].code == code;
    uint32_t anchor = dates[count - 1].anchor;
    sayso_document_free(document);
    return anchor;
}

static void anchors(void **state)
{
    (void)state;
    char value[64];
    uint32_t warned;
    const char *page = "Monday, May 6, 2019\n\nCity council votes\n\nRIGA, Latvia - The mayor of the town said Tuesday that the council had voted.";
    assert_int_equal(anchor_of_last(page, NULL, value, WARNING_PAGE_DATE, &warned), SAYSO_ANCHOR_PAGE);
    assert_string_equal(value, "2019-04-30");
    assert_int_equal(warned, 0);
    assert_int_equal(anchor_of_last(page, "2017-03-01", value, WARNING_PAGE_DATE, &warned), SAYSO_ANCHOR_GIVEN);
    assert_string_equal(value, "2017-02-28");
    assert_int_equal(warned, 1);
    const char *line = "Monday, May 6, 2019\n\nCity council votes\n\nRIGA, May 2 (Reuters) - The mayor of the town said Tuesday that the council had voted.";
    assert_int_equal(anchor_of_last(line, NULL, value, WARNING_PAGE_DATE, &warned), SAYSO_ANCHOR_DATELINE);
    assert_string_equal(value, "2019-04-30");
    assert_int_equal(warned, 0);
    assert_int_equal(anchor_of_last("It was signed on 01/12/2021.", NULL, value, WARNING_AMBIGUOUS_DATE, &warned), SAYSO_ANCHOR_NONE);
    assert_string_equal(value, "2021-01-12");
    assert_int_equal(warned, 1);
    assert_int_equal(anchor_of_last("It was begun on 25/11/2021 and signed on 01/12/2021.", NULL, value, WARNING_AMBIGUOUS_DATE, &warned), SAYSO_ANCHOR_NONE);
    assert_string_equal(value, "2021-12-01");
    assert_int_equal(warned, 0);
}

static void civil(void **state)
{
    (void)state;
    struct civil day;
    size_t at;
    assert_true(civil_parse("2021-12-01", &day, &at) && day.year == 2021 && day.month == 12 && day.day == 1);
    assert_true(civil_parse("20211201", &day, &at) && day.day == 1);
    assert_true(civil_parse("2021-12-01T10:00:00Z", &day, &at) && day.day == 1);
    static const struct { const char *iso; size_t at; } wrong[] = {
        {"", 0}, {"2021", 4}, {"2021-1-01", 6}, {"2021-13-01", 5}, {"2021-02-29", 8}, {"2021-12-01x", 10}, {"2021/12/01", 4}, {"2021-1201", 7}, {"1 Dec", 1}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(civil_parse(wrong[i].iso, &day, &at));
        assert_int_equal(at, wrong[i].at);
    }
    for (int32_t days = -200000; days < 200000; days += 17) {
        day = civil_from_days(days);
        assert_int_equal(civil_days(day), days);
        assert_true(civil_valid(day.year, day.month, day.day));
        assert_int_equal(civil_weekday(civil_from_days(days + 7)), civil_weekday(day));
    }
    int32_t year;
    int week;
    civil_week((struct civil){2021, 1, 3}, &year, &week);
    assert_true(year == 2020 && week == 53);
    assert_int_equal(civil_weekday((struct civil){2021, 12, 1}), 3);
    struct civil easter = civil_easter(2024);
    assert_true(easter.month == 3 && easter.day == 31);
    day = civil_add_months((struct civil){2020, 1, 31}, 1);
    assert_true(day.month == 2 && day.day == 29);
}

/* Whatever is thrown at it: in order, no overlap, inside one sentence, a value on each. */
static void hostile(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "the ", "last ", "two ", "years ", "ago ", "earlier ", "May ", "5 ", ", ", "2019 ", "Wednesday ", "early ", "end ", "of ", "at ", "10 ",
        "p.m. ", "a ", "few ", "weeks", "-", "half ", "and ", "year", "99/99/9999 ", "12/01/2021 ", "13:99 ", "first ", "quarter ", "every ",
        "mid-", "night ", "past ", "999999999999 ", "1st ", "Easter ", "more than ", "summer ", "0 ", "today", "\n\n", ". "};
    uint64_t seed = 99;
    char text[2048];
    for (int round = 0; round < 3000; round++) {
        size_t size = 0;
        for (int i = 0; i < 40; i++) {
            seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            const char *piece = pieces[(seed >> 33) % (sizeof pieces / sizeof *pieces)];
            memcpy(text + size, piece, strlen(piece));
            size += strlen(piece);
        }
        text[size] = '\0';
        sayso_document *document = session_parse(&session, text, round % 2 ? "0001-01-01" : "9999-12-31");
        uint32_t count, end = 0, length = sayso_document_length(document);
        const sayso_date *dates = sayso_document_records(document, SAYSO_DATE, &count);
        for (uint32_t i = 0; i < count; i++) {
            assert_true(dates[i].span.start >= end && dates[i].span.start < dates[i].span.end && dates[i].span.end <= length);
            assert_true(dates[i].value.count > 0 && dates[i].value.count < 30);
            end = dates[i].span.end;
        }
        sayso_document_free(document);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calendar), cmocka_unit_test(weekdays), cmocka_unit_test(months_without_years), cmocka_unit_test(distances),
        cmocka_unit_test(durations), cmocka_unit_test(sets), cmocka_unit_test(clocks), cmocka_unit_test(holidays),
        cmocka_unit_test(without_a_date), cmocka_unit_test(anchors), cmocka_unit_test(civil), cmocka_unit_test(hostile),
    };
    return cmocka_run_group_tests(tests, open_session, close_session);
}
