using SpotterBot.Telephony;

namespace SpotterBot.Tests.Telephony;

public sealed class PhoneNumberTests
{
    private readonly DialGuard _guard = new("+15550001111", "(555) 000-2222", null, "");

    [Theory]
    [InlineData("+15551234567", "+15551234567")]
    [InlineData(" +1 (555) 123-4567 ", "+15551234567")]
    [InlineData("+1.555.123.4567", "+15551234567")]
    [InlineData("+1\u00A0555\u2011123\u20134567", "+15551234567")]
    [InlineData("+1 [555] 123 4567", "+15551234567")]
    [InlineData("00 44 20 7946 0958", "+442079460958")]
    [InlineData("011 44 20 7946 0958", "+442079460958")]
    [InlineData("+44 (0)20 7946 0958", "+442079460958")]
    [InlineData("0033 (0)1 23 45 67 89", "+33123456789")]
    [InlineData("\u200E+15551234567", "+15551234567")]
    [InlineData("\uFF0B\uFF11\uFF15\uFF15\uFF15\uFF11\uFF12\uFF13\uFF14\uFF15\uFF16\uFF17", "+15551234567")]
    public void A_number_is_read_as_people_write_it(string written, string number) => Assert.Equal(number, E164.Normalise(written));

    [Theory]
    [InlineData("555-123-4567", "+15551234567")]
    [InlineData("1 555 123 4567", "+15551234567")]
    [InlineData("(555) 123 4567", "+15551234567")]
    public void Ten_or_eleven_digits_are_north_american_only_when_asked(string written, string number)
    {
        Assert.Equal(number, E164.Normalise(written, northAmericaByDefault: true));
        Assert.Null(E164.Normalise(written));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("+")]
    [InlineData("anonymous")]
    [InlineData("client:ana")]
    [InlineData("+1555123456")]
    [InlineData("+155512345678")]
    [InlineData("+10551234567")]
    [InlineData("+05551234567")]
    [InlineData("+1234567890123456")]
    [InlineData("+1 555 123 4567 ext 3")]
    [InlineData("5551234")]
    [InlineData("+1911")]
    [InlineData("+1+5551234567")]
    [InlineData("1-800-FLOWERS")]
    public void What_is_no_whole_number_is_none(string? written) => Assert.Null(E164.Normalise(written, northAmericaByDefault: true));

    [Theory]
    [InlineData("+15551234567", true)]
    [InlineData("+442079460958", true)]
    [InlineData("15551234567", false)]
    [InlineData("+1 5551234567", false)]
    [InlineData("+15551234567\n", false)]
    [InlineData("+1555123456\u0667", false)]
    public void Only_the_bare_shape_is_valid(string number, bool valid) => Assert.Equal(valid, E164.IsValid(number));

    public static TheoryData<string> EmergencySpellings
    {
        get
        {
            var spellings = new TheoryData<string>();
            foreach (var number in new[] { "911", "112", "999", "933" })
            {
                var spaced = string.Join(' ', number.ToCharArray());
                var dashed = string.Join('-', number.ToCharArray());
                spellings.AddRange(
                    number, "+" + number, "+1" + number, "1" + number, "1-" + number, "+1 " + number, "+1-" + dashed, dashed, spaced,
                    $"({number})", $"+1 ({number})", "0" + number, "00" + number, "011" + number, "0111" + number, "+44" + number,
                    "+353" + number, "9" + number, "9," + number, "tel:" + number, "tel:+1" + number, $"sip:{number}@10.0.0.1", $"sip:+1{number}@pbx.example;user=phone",
                    number + "#", number + "*", number + ",,1", number + "w1", number + "ww22", number + " x5", number + ";ext=4",
                    $" {number}\n", "\u200E" + number, "\u2060" + number, string.Concat(number.Select(digit => (char)('\uFF10' + digit - '0'))),
                    string.Concat(number.Select(digit => (char)('\u0660' + digit - '0'))), $"{number[0]}.{number[1]}.{number[2]}", $"[{number}]",
                    $"+00{number}", $"client:{number}");
            }

            spellings.AddRange("+19115551234", "19115551234", "9115551234", "911-555-1234", "+1 911 555 1234");
            return spellings;
        }
    }

    [Theory]
    [MemberData(nameof(EmergencySpellings))]
    public void An_emergency_number_is_refused_in_every_spelling(string written)
    {
        Assert.True(PhoneNumbers.IsEmergencyNumber(written));
        Assert.Equal(DialRefusal.EmergencyNumber, _guard.Refuses(written));
        Assert.False(PhoneNumbers.Callable(written));
    }

    [Theory]
    [MemberData(nameof(EmergencySpellings))]
    public void Reading_an_emergency_number_never_turns_it_into_one_that_may_be_dialled(string written)
    {
        var read = E164.Normalise(written, northAmericaByDefault: true);

        Assert.NotNull(_guard.Refuses(read));
    }

    [Theory]
    [InlineData("+15551239911")]
    [InlineData("+15559110911")]
    [InlineData("+911123456789")]
    [InlineData("+9112345678")]
    [InlineData("+93312345678")]
    [InlineData("+12025550112")]
    [InlineData("+19995550112")]
    public void A_number_that_merely_holds_those_digits_may_be_dialled(string number)
    {
        Assert.False(PhoneNumbers.IsEmergencyNumber(number));
        Assert.Null(_guard.Refuses(number));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData(" ", false)]
    [InlineData("anonymous", false)]
    [InlineData("Anonymous", false)]
    [InlineData("unknown", false)]
    [InlineData("restricted", false)]
    [InlineData("unavailable", false)]
    [InlineData("+266696687", false)]
    [InlineData("266696687", false)]
    [InlineData("+7378742833", false)]
    [InlineData("+2562533", false)]
    [InlineData("+8656696", false)]
    [InlineData("+86282452253", false)]
    [InlineData("client:ana", false)]
    [InlineData("sip:ana@example.com", false)]
    [InlineData("40404", false)]
    [InlineData("whatsapp:+15551234567", false)]
    [InlineData("+15551234567", true)]
    [InlineData("+33612345678", true)]
    public void A_withheld_number_is_not_callable(string? from, bool callable) => Assert.Equal(callable, PhoneNumbers.Callable(from));

    [Theory]
    [InlineData("+15550001111", DialRefusal.OwnNumber)]
    [InlineData("+15550002222", DialRefusal.OwnNumber)]
    [InlineData("+266696687", DialRefusal.Withheld)]
    [InlineData("5551234567", DialRefusal.NotE164)]
    [InlineData("+1 555 123 4567", DialRefusal.NotE164)]
    [InlineData("client:ana", DialRefusal.NotE164)]
    [InlineData(null, DialRefusal.NotE164)]
    [InlineData("", DialRefusal.NotE164)]
    public void The_guard_says_why_it_refuses(string? number, DialRefusal reason)
    {
        Assert.False(_guard.TryAdmit(number, out var dialable, out var refusal));
        Assert.Equal(reason, refusal);
        Assert.Throws<InvalidOperationException>(() => dialable.E164);
    }

    [Fact]
    public void A_number_that_passed_is_itself_and_never_shows_in_text()
    {
        Assert.True(_guard.TryAdmit("+15551234567", out var dialable, out var refusal));
        Assert.Null(refusal);
        Assert.Equal("+15551234567", dialable.E164);
        Assert.DoesNotContain("555", $"{dialable}", StringComparison.Ordinal);
        Assert.True(_guard.TryAdmit("+15551234567", out var again, out _));
        Assert.Equal(dialable, again);
    }

    [Fact]
    public void Only_the_guard_makes_a_dialable_number() =>
        Assert.All(
            typeof(DialableNumber).GetConstructors(
                System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic),
            constructor => Assert.True(constructor.IsPrivate));
}
