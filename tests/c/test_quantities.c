/* Quantities: spans, types, values, units; "text=TYPE value unit", a tilde for what is approximate. */
#include "support.h"

#include <math.h>

static struct session session;

static int open_session(void **state) { (void)state; session_open(&session, NULL); return 0; }
static int close_session(void **state) { (void)state; session_close(&session); return 0; }

static const char *const types[] = {"MONEY", "PERCENT", "CARDINAL", "ORDINAL", "MEASURE"};

static void check(const char *text, const char *wanted)
{
    char buffer[4096] = "";
    sayso_document *document = session_parse(&session, text, "2021-12-01");
    uint32_t count, bytes, pool;
    const sayso_quantity *quantities = sayso_document_records(document, SAYSO_QUANTITY, &count);
    const char *all = sayso_document_records(document, SAYSO_TEXT, &bytes);
    const char *strings = sayso_document_records(document, SAYSO_STRING, &pool);
    size_t size = 0;
    for (uint32_t i = 0; i < count; i++) {
        const sayso_quantity *q = &quantities[i];
        sayso_range range = sayso_document_bytes(document, q->span);
        char value[40] = "?";
        if (!isnan(q->value))
            snprintf(value, sizeof value, "%.10g", q->value);
        int n = snprintf(buffer + size, sizeof buffer - size, "%s%.*s=%s %s%s%.*s%s", i ? "|" : "", (int)range.count, all + range.first,
                         types[q->type], value, q->unit.count ? " " : "", (int)q->unit.count,
                         q->unit.count ? strings + q->unit.first : "", q->approximate ? "~" : "");
        assert_true(n > 0 && (size_t)n < sizeof buffer - size);
        size += (size_t)n;
    }
    sayso_document_free(document);
    assert_string_equal(buffer, wanted);
}

static void money(void **state)
{
    (void)state;
    check("He paid $1.5 billion.", "$1.5 billion=MONEY 1500000000 USD");
    check("He paid £20m.", "£20m=MONEY 20000000 GBP");
    check("He paid US$3bn and HK$40.", "US$3bn=MONEY 3000000000 USD|HK$40=MONEY 40 HKD");
    check("He paid 5 million euros.", "5 million euros=MONEY 5000000 EUR");
    check("He paid 10 cents.", "10 cents=MONEY 0.1 USD");
    check("He paid about €1,250.50.", "€1,250.50=MONEY 1250.5 EUR~");
    check("It cost EUR 20 million.", "EUR 20 million=MONEY 20000000 EUR");
    check("It cost half a million dollars.", "half a million dollars=MONEY 500000 USD");
    check("It cost 50,000 won, as he won 3 won games.", "50,000 won=MONEY 50000 KRW|3=CARDINAL 3 games");
    check("It cost £5, or 50p.", "£5=MONEY 5 GBP|50p=MONEY 0.5 GBP");
    check("It cost millions of dollars.", "millions of dollars=MONEY ? USD~");
}

static void percent(void **state)
{
    (void)state;
    check("It rose 5%.", "5%=PERCENT 5 %");
    check("It rose nearly 2.5 percent.", "2.5 percent=PERCENT 2.5 %~");
    check("It rose 3 percentage points.", "3 percentage points=PERCENT 3 percentage points");
    check("It rose by 25 basis points.", "25 basis points=PERCENT 25 basis points");
    check("It rose by ten per cent.", "ten per cent=PERCENT 10 %");
}

static void counts(void **state)
{
    (void)state;
    check("There are nearly 100,000 Russian troops.", "100,000=CARDINAL 100000 troops~");
    check("A dozen cars and twenty-five men came.", "A dozen=CARDINAL 12 cars|twenty-five=CARDINAL 25 men");
    check("More than 1,200 homes burned.", "1,200=CARDINAL 1200 homes~");
    check("As many as 60 people came.", "60=CARDINAL 60 people~");
    check("Hundreds of thousands of people fled.", "Hundreds of thousands=CARDINAL ? people~");
    check("Two-thirds of voters and a quarter of them agreed.", "Two-thirds=CARDINAL 0.6666666667|a quarter=CARDINAL 0.25");
    check("One of the officials spoke.", "One=CARDINAL 1");
    check("No one spoke, and one said so.", "");
    check("They took two hundred fifty thousand votes.", "two hundred fifty thousand=CARDINAL 250000 votes");
}

static void ordinals(void **state)
{
    (void)state;
    check("The first man met the 21st on his second day.", "first=ORDINAL 1|21st=ORDINAL 21|second=ORDINAL 2");
}

static void measures(void **state)
{
    (void)state;
    check("It is 12 miles and 5 km.", "12 miles=MEASURE 12 mi|5 km=MEASURE 5 km");
    check("It has 3,000 square feet.", "3,000 square feet=MEASURE 3000 ft2");
    check("It was 90 degrees Fahrenheit, or 32 °C.", "90 degrees Fahrenheit=MEASURE 90 °F|32 °C=MEASURE 32 °C");
    check("a 12-mile run", "12-mile=MEASURE 12 mi");
    check("He lost 20 pounds.", "20 pounds=MEASURE 20 lb");
}

/* What is a date, an address or a part of a name counts nothing. */
static void others(void **state)
{
    (void)state;
    check("On Dec. 1, 2021, at 10 p.m., it ended after two days.", "");
    check("They flew a Boeing 737 under Section 230.", "");
    check("He lives at No. 10; call 555-1234.", "");
}

static void hostile(void **state)
{
    (void)state;
    static const char *const pieces[] = {"$", "£", "5 ", "million ", "% ", "a ", "half ", "dozen ", "of ", "dollars ", "-", "hundreds ", "one ", "third ",
                                         "° ", "C ", "99999999999999999999999999 ", "1,2 ", "square ", "miles ", "USD ", "21st ", "per ", "cent ", "2½ ", "twenty ", "and ", ". ", "m", "k"};
    uint64_t seed = 3;
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
        sayso_document *document = session_parse(&session, text, NULL);
        uint32_t count, dates, end = 0, length = sayso_document_length(document);
        const sayso_quantity *q = sayso_document_records(document, SAYSO_QUANTITY, &count);
        const sayso_date *date = sayso_document_records(document, SAYSO_DATE, &dates);
        for (uint32_t i = 0; i < count; i++) {
            assert_true(q[i].span.start >= end && q[i].span.start < q[i].span.end && q[i].span.end <= length);
            end = q[i].span.end;
            for (uint32_t k = 0; k < dates; k++)
                assert_true(date[k].span.end <= q[i].span.start || date[k].span.start >= q[i].span.end);
        }
        sayso_document_free(document);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(money), cmocka_unit_test(percent), cmocka_unit_test(counts), cmocka_unit_test(ordinals),
        cmocka_unit_test(measures), cmocka_unit_test(others), cmocka_unit_test(hostile),
    };
    return cmocka_run_group_tests(tests, open_session, close_session);
}
