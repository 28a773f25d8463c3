using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Texts;

namespace Decisions.Tests;

/// <summary>Texts in other scripts, with what nobody sees, or without end. Most were found by the fuzzer.</summary>
public sealed class OddTextsTests
{
    [Theory]
    [InlineData("1")]
    [InlineData("\uff11")] // full-width
    [InlineData("\u0661")] // Arabic
    [InlineData("\u06f1")] // Persian
    [InlineData("\u0967")] // Devanagari
    [InlineData("1\ufe0f\u20e3")] // as an emoji
    [InlineData("\u202b1\u202c")] // written from the right
    [InlineData("\0 1\u200b\r\n")]
    public void A_one_is_a_one_in_every_script(string body) => Assert.Equal(TextVerb.Ok, TextCommand.Parse(body).Verb);

    [Theory]
    [InlineData("\u0669")]
    [InlineData("\u096f")]
    [InlineData("\u200f9\u200f")]
    public void And_a_nine_a_nine(string body) => Assert.Equal(TextVerb.HelpNow, TextCommand.Parse(body).Verb);

    [Theory]
    [InlineData("\u00e0 Hamilton")]
    [InlineData("\u00e0 12 rue Main, Hamilton")]
    [InlineData("\u00c9 1")]
    [InlineData("a\u0300 Hamilton")]
    public void A_letter_with_an_accent_is_nobodys_letter(string body)
    {
        var command = TextCommand.Parse(body);
        Assert.Null(command.Letter);
        Assert.NotEqual(TextVerb.Ok, command.Verb);
    }

    [Fact]
    public void Letters_without_end_are_read_once()
    {
        var command = TextCommand.Parse(string.Concat(Enumerable.Repeat("A ", 8_000)) + "1");
        Assert.Equal('A', command.Letter);
        Assert.Equal(TextVerb.Unknown, command.Verb);
    }

    [Theory]
    [InlineData("b1", 'B', TextVerb.Ok)]
    [InlineData("(B) 9", 'B', TextVerb.HelpNow)]
    [InlineData("'b: at 12 Main St, Hamilton", 'B', TextVerb.At)]
    public void A_plain_one_is(string body, char letter, TextVerb verb) =>
        Assert.Equal((letter, verb), (TextCommand.Parse(body).Letter, TextCommand.Parse(body).Verb));

    [Theory]
    [InlineData("AT\u200b")]
    [InlineData("AT \0 \u2060")]
    public void What_nobody_sees_is_no_place(string body) => Assert.NotEqual(TextVerb.At, TextCommand.Parse(body).Verb);

    [Theory]
    [InlineData("")]
    [InlineData(";")]
    [InlineData(" , ;\n,")]
    [InlineData("\u200b")]
    public void Nor_are_commas(string words) => Assert.Null(Place.From(words));

    [Fact]
    public void A_detail_of_a_place_that_is_nothing_but_commas_is_the_place() =>
        Assert.Equal("buzzer 12", SpokenPlace.WithDetail(new Place(";"), new Place("buzzer 12")).Verbatim);

    [Fact]
    public void A_long_place_is_not_cut_through_a_character() =>
        Assert.Equal(Place.LengthMax - 1, Place.From(new string('x', Place.LengthMax - 1) + "\ud83d\ude00")!.Verbatim.Length);
}
