using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Texts;

namespace SpotterBot.Decisions.Tests;

public sealed class ParsingTests
{
    [Theory]
    [InlineData("1", TextVerb.Ok)]
    [InlineData("1.", TextVerb.Ok)]
    [InlineData(" 1 ", TextVerb.Ok)]
    [InlineData("ok 1", TextVerb.Ok)]
    [InlineData("OK!!", TextVerb.Ok)]
    [InlineData("Okay, thanks", TextVerb.Ok)]
    [InlineData("“1”", TextVerb.Ok)]
    [InlineData("１", TextVerb.Ok)]
    [InlineData("ＯＫ", TextVerb.Ok)]
    [InlineData("I’m ok", TextVerb.Ok)]
    [InlineData("1\n", TextVerb.Ok)]
    [InlineData("not ok", TextVerb.NotOk)]
    [InlineData("no", TextVerb.NotOk)]
    [InlineData("nope 1", TextVerb.NotOk)]
    [InlineData("1 not ok", TextVerb.NotOk)]
    [InlineData("I'm NOT ok", TextVerb.NotOk)]
    [InlineData("i really do not feel ok at all", TextVerb.NotOk)]
    [InlineData("he is not breathing i think please", TextVerb.NotOk)]
    [InlineData("can't", TextVerb.NotOk)]
    [InlineData("2", TextVerb.More)]
    [InlineData("more", TextVerb.More)]
    [InlineData("2 more", TextVerb.More)]
    [InlineData("more time please", TextVerb.More)]
    [InlineData("MORE 10", TextVerb.More)]
    [InlineData("more 10 minutes please", TextVerb.More)]
    [InlineData("3", TextVerb.Change)]
    [InlineData("4", TextVerb.Skip)]
    [InlineData("skip", TextVerb.Skip)]
    [InlineData("5.", TextVerb.WhatToDo)]
    [InlineData("6", TextVerb.Hold)]
    [InlineData("7", TextVerb.Done)]
    [InlineData("Done", TextVerb.Done)]
    [InlineData("done, thanks", TextVerb.Done)]
    [InlineData("9", TextVerb.HelpNow)]
    [InlineData("NOW!", TextVerb.HelpNow)]
    [InlineData("sos", TextVerb.HelpNow)]
    [InlineData("999", TextVerb.HelpNow)]
    [InlineData("911", TextVerb.HelpNow)]
    [InlineData("9 please hurry", TextVerb.HelpNow)]
    [InlineData("9 i cant breathe", TextVerb.HelpNow)]
    [InlineData("9 Main St, Hamilton", TextVerb.Unknown)]
    [InlineData("0", TextVerb.Person)]
    [InlineData("peer", TextVerb.Person)]
    [InlineData("AT 12 Main St", TextVerb.At)]
    [InlineData("at", TextVerb.Unknown)]
    [InlineData("where", TextVerb.Where)]
    [InlineData("save home", TextVerb.Save)]
    [InlineData("EVERY 5", TextVerb.Every)]
    [InlineData("every 5min", TextVerb.Every)]
    [InlineData("first 905 555 0166", TextVerb.First)]
    [InlineData("how", TextVerb.How)]
    [InlineData("how?", TextVerb.How)]
    [InlineData("Forget", TextVerb.Forget)]
    [InlineData("same", TextVerb.Same)]
    [InlineData("second", TextVerb.Second)]
    [InlineData("on", TextVerb.RosterOn)]
    [InlineData("OFF", TextVerb.RosterOff)]
    [InlineData("break 30", TextVerb.RosterBreak)]
    [InlineData("Break", TextVerb.RosterBreak)]
    [InlineData("ask off", TextVerb.RosterAsk)]
    [InlineData("ADD Ana 905 555 0120 fr,en", TextVerb.RosterAdd)]
    [InlineData("pause Ana 90", TextVerb.RosterPause)]
    [InlineData("Drop Ana", TextVerb.RosterDrop)]
    [InlineData("HOURS Mon-Fri 18:00-02:00", TextVerb.RosterHours)]
    [InlineData("drill 3", TextVerb.Drill)]
    [InlineData("test on", TextVerb.TestRing)]
    [InlineData("Debrief.", TextVerb.Debrief)]
    [InlineData("later", TextVerb.Later)]
    [InlineData("Thanks for staying", TextVerb.Thanks)]
    [InlineData("thank you so much", TextVerb.Thanks)]
    [InlineData("pass it on", TextVerb.PassOn)]
    [InlineData("again", TextVerb.Again)]
    [InlineData("just talk", TextVerb.JustTalk)]
    [InlineData("Fran\u00e7ais", TextVerb.Language)]
    [InlineData("thanks, I'm not ok", TextVerb.NotOk)]
    [InlineData("thanks, ok", TextVerb.Ok)]
    [InlineData("thanks but I need help", TextVerb.Help)]
    [InlineData("thanks for your help last night", TextVerb.Thanks)]
    [InlineData("Thank you for all the help!", TextVerb.Thanks)]
    [InlineData("thanks for the help, call an ambulance", TextVerb.Help)]
    [InlineData("thanks for coming, help", TextVerb.Help)]
    [InlineData("thanks help", TextVerb.Help)]
    [InlineData("who", TextVerb.RosterWho)]
    [InlineData("help", TextVerb.Help)]
    [InlineData("Aide", TextVerb.Help)]
    [InlineData("someone please help", TextVerb.Help)]
    [InlineData("1 help", TextVerb.Help)]
    [InlineData("call an ambulance", TextVerb.Help)]
    [InlineData("", TextVerb.Unknown)]
    [InlineData("…", TextVerb.Unknown)]
    [InlineData("12 Main St", TextVerb.Unknown)]
    [InlineData("1 Main St", TextVerb.Unknown)]
    [InlineData("B", TextVerb.Unknown)]
    public void A_text_is_read(string body, TextVerb verb) => Assert.Equal(verb, TextCommand.Parse(body).Verb);

    [Theory]
    [InlineData("THANKS you stayed with me", "you stayed with me")]
    [InlineData("Thank you, you stayed with me", "you stayed with me")]
    [InlineData("Thank you for your help.", "for your help.")]
    [InlineData("merci - for all of it", "for all of it")]
    public void Words_of_thanks_are_kept_without_the_word_itself(string body, string kept) => Assert.Equal(kept, TextCommand.Parse(body).Rest);

    [Theory]
    [InlineData("STOP")]
    [InlineData("stopall")]
    [InlineData("Stop all")]
    [InlineData("UNSUBSCRIBE")]
    [InlineData("unsub")]
    [InlineData("CANCEL")]
    [InlineData("end")]
    [InlineData("QUIT")]
    [InlineData("revoke")]
    [InlineData("OPTOUT")]
    [InlineData("opt-out")]
    [InlineData("remove")]
    [InlineData("TD")]
    [InlineData("ARRÊT")]
    [InlineData("arrete")]
    public void Reserved_words_close_the_channel_and_are_no_command(string body) => Assert.Equal(TextVerb.Stop, TextCommand.Parse(body).Verb);

    [Theory]
    [InlineData("START")]
    [InlineData("yes")]
    [InlineData("unstop")]
    public void Yes_is_an_opt_in_and_never_an_ok(string body) => Assert.Equal(TextVerb.Start, TextCommand.Parse(body).Verb);

    [Theory]
    [InlineData("B1", 'B', TextVerb.Ok)]
    [InlineData("b 9", 'B', TextVerb.HelpNow)]
    [InlineData("B 1.", 'B', TextVerb.Ok)]
    [InlineData("c ok", 'C', TextVerb.Ok)]
    [InlineData("b not ok", 'B', TextVerb.NotOk)]
    [InlineData("A7", 'A', TextVerb.Done)]
    public void A_letter_says_whose_it_is(string body, char letter, TextVerb verb)
    {
        var command = TextCommand.Parse(body);
        Assert.Equal(letter, command.Letter);
        Assert.Equal(verb, command.Verb);
    }

    [Theory]
    [InlineData("SPOT", null, "")]
    [InlineData("spot.", null, "")]
    [InlineData("SPOT 3", 3, "")]
    [InlineData("Spot3", 3, "")]
    [InlineData("SPOT 3 min", 3, "")]
    [InlineData("SPOT 3 at 12 Main St apt 4, Hamilton, buzzer 12", 3, "12 Main St apt 4, Hamilton, buzzer 12")]
    [InlineData("spot at 12 Main St, Hamilton", null, "12 Main St, Hamilton")]
    [InlineData("SPOT 12 Main St, Hamilton", null, "12 Main St, Hamilton")]
    [InlineData("SPOT 5 minutes at 9 King St", 5, "9 King St")]
    [InlineData("SPOT home", null, "home")]
    public void Spot_in_one_go(string body, int? minutes, string place)
    {
        var command = TextCommand.Parse(body);
        Assert.Equal((TextVerb.Spot, minutes, place), (command.Verb, command.Number, command.Rest));
    }

    [Theory]
    [InlineData("MORE 10", 10)]
    [InlineData("2 more 15", 15)]
    [InlineData("every 5", 5)]
    [InlineData("break 30", 30)]
    public void Minutes_are_read(string body, int minutes) => Assert.Equal(minutes, TextCommand.Parse(body).Number);

    [Fact]
    public void Doubles_are_equal_in_their_words() => Assert.Equal(TextCommand.Parse("Ok!").Words, TextCommand.Parse(" ok").Words);

    [Fact]
    public void Any_text_is_read_without_falling_over()
    {
        foreach (var body in (string?[])[null, "\0", "\uD83D\uDE00", "😀 1", new string('A', 5000), "AT ", "SPOT\n12 Main St\nHamilton", "9\u200B", "ﷺ", "SPOT 99999999999"])
        {
            Assert.NotNull(TextCommand.Parse(body));
        }
    }

    [Theory]
    [InlineData("905 555 0166", "+19055550166")]
    [InlineData("(905) 555-0166", "+19055550166")]
    [InlineData("1-905-555-0166", "+19055550166")]
    [InlineData("+1 905.555.0166", "+19055550166")]
    [InlineData("011 44 20 7946 0958", "+442079460958")]
    [InlineData("0044 20 7946 0958", "+442079460958")]
    [InlineData("911", null)]
    [InlineData("5550166", null)]
    [InlineData("mum", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("+1234567890123456", null)]
    public void Numbers_as_people_type_them(string? typed, string? e164) => Assert.Equal(e164, Numbers.E164(typed));

    [Theory]
    [InlineData("911", true)]
    [InlineData("9-1-1", true)]
    [InlineData("+1911", true)]
    [InlineData("112", true)]
    [InlineData("999", true)]
    [InlineData("933", true)]
    [InlineData("0112", true)]
    [InlineData("+19055550911", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Emergency_numbers_are_known_however_written(string? typed, bool emergency) => Assert.Equal(emergency, Numbers.IsEmergency(typed));
}

public sealed class AreaTests
{
    private static readonly Area Hamilton = new("Hamilton", ["Hamilton", "L8P"], ["+19055550911"]);
    private static readonly Area Guelph = new("Guelph", ["Guelph"], ["+15195550911"]);
    private static readonly Area Ontario = new("Ontario", ["ON"], ["+14165550911"]);
    private static readonly Area Buffalo = new("Buffalo", ["142"], ["+17165550911"]);
    private static readonly Area HundredMile = new("Cariboo", ["100 Mile House"], ["+12505550911"]);
    private static readonly Area All = new("Everywhere", ["*"], ["+18005550911"]);

    [Theory]
    [InlineData("12 Main St, Hamilton", "Hamilton", AreaCertainty.Known)]
    [InlineData("12 Main St, hamilton on", "Hamilton", AreaCertainty.Known)]
    [InlineData("12 Main St, Hamilton ON L8P 1A1", "Hamilton", AreaCertainty.Known)]
    [InlineData("12 Main St, Hamílton", "Hamilton", AreaCertainty.Known)]
    [InlineData("12 Hamilton Road, Guelph", "Guelph", AreaCertainty.Known)]
    [InlineData("Hamilton Road", null, AreaCertainty.None)]
    [InlineData("12 Main St Hamilton", "Hamilton", AreaCertainty.Known)]
    [InlineData("12 Main St, Hamilton, Ohio", null, AreaCertainty.None)]
    [InlineData("12 Main St, Hamilton BC L8P 1A1", "Hamilton", AreaCertainty.Unconfirmed)]
    [InlineData("12 Main St, Guelph, L8P 1A1", "Hamilton", AreaCertainty.Known)]
    [InlineData("12 Main St, Dundas, ON", "Ontario", AreaCertainty.Known)]
    [InlineData("12 Main St, Guelph, ON", "Guelph", AreaCertainty.Known)]
    [InlineData("1 Elm St, Buffalo, NY 14201", "Buffalo", AreaCertainty.Known)]
    [InlineData("1 Elm St, 100 Mile House", "Cariboo", AreaCertainty.Known)]
    [InlineData("14201 Elm St, Toledo", null, AreaCertainty.None)]
    [InlineData("Hamilton", "Hamilton", AreaCertainty.Known)]
    public void Postal_code_before_city_before_region_in_whole_fields(string place, string? area, AreaCertainty certainty)
    {
        var answer = AreaAnswer.For(Place.From(place), [Ontario, Guelph, Hamilton, Buffalo, HundredMile]);
        Assert.Equal((area, certainty), (answer.Area?.Name, answer.Certainty));
    }

    [Fact]
    public void The_catch_all_serves_only_who_confirmed()
    {
        var place = Place.From("1 Elm St, Toledo")!;
        Assert.Equal(AreaCertainty.Unconfirmed, AreaAnswer.For(place, [Hamilton, All]).Certainty);
        Assert.Equal(AreaCertainty.Known, AreaAnswer.For(place with { AreaConfirmed = true }, [Hamilton, All]).Certainty);
        Assert.Equal("Hamilton", AreaAnswer.For(place with { Town = "Hamilton" }, [Hamilton, All]).Area!.Name);
    }

    [Fact]
    public void Two_areas_are_a_question_that_the_town_can_settle()
    {
        Area east = new("East", ["L8", "Stoney Creek"], []), west = new("West", ["L8P", "Dundas"], []);
        var place = Place.From("12 Main St, L8P 1A1")!;
        Assert.Equal(AreaCertainty.Unconfirmed, AreaAnswer.For(place, [east, west]).Certainty);
        Assert.Equal("West", AreaAnswer.For(place with { Town = "Dundas" }, [east, west]).Area!.Name);
    }

    [Fact]
    public void No_place_has_no_area() => Assert.Equal(AreaCertainty.None, AreaAnswer.For(null, [All]).Certainty);

    [Theory]
    [InlineData("12 Main St, Hamilton, buzzer 12, back door", "buzzer 12, back door")]
    [InlineData("12 Main St, Hamilton", "")]
    [InlineData("buzzer 3", "buzzer 3")]
    public void How_to_get_in_is_told_apart(string place, string access) => Assert.Equal(access, Place.From(place)!.Access);
}
