using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Decisions.Texts;

namespace SpotterBot.Decisions.Tests;

public sealed class PlacesAndClosingTests
{
    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);

    [Fact]
    public void A_place_is_said_back_with_its_town()
    {
        var world = World.ByText();
        Assert.Contains(world.Of<Intent.SendText>(), i => i.Intent is Intent.SendText { Text: { Key: LineKey.PlaceKeptText, Args: ["Hamilton"] } });
        Assert.Contains("SMfirst", world.S.TextsWithPlace);
    }

    [Fact]
    public void A_free_text_answers_the_question_where()
    {
        var world = World.ByText(place: false).To(5).Text("12 Main St, Hamilton");
        Assert.Equal("12 Main St, Hamilton", world.S.Place!.Verbatim);
        Assert.Equal(OpenQuestion.Rest, world.S.Question);
    }

    [Fact]
    public void A_place_without_a_known_town_asks_which_town()
    {
        var world = World.ByText(place: false).To(5).Text("AT 12 Main St");
        Assert.True(world.Texted(PartyKind.Caller, LineKey.AskTownText));
        world.Text("hamilton");
        Assert.Equal("hamilton", world.S.Place!.Town);
        Assert.True(world.Texted(PartyKind.Caller, LineKey.PlaceKeptText));
    }

    [Fact]
    public void A_town_nobody_serves_is_said_plainly()
    {
        var world = World.ByText(place: false).Text("AT 12 Main St").Text("Toledo");
        Assert.True(world.Texted(PartyKind.Caller, LineKey.PlaceNoEmsText));
    }

    /// <summary>Promise 6: what was told of the door may not take the address away, and with it the ambulance.</summary>
    [Theory]
    [InlineData("AT the door is unlocked")]
    [InlineData("AT I'm in the back bedroom")]
    [InlineData("AT two dogs")]
    [InlineData("AT buzzer 12")]
    [InlineData("AT behind the stairs")]
    public void Words_that_lead_nowhere_by_themselves_are_added_to_the_place_that_is_known(string words)
    {
        var world = World.ByText(World.Standard with { Peers = [], Coordinators = [] }).Text(words);
        Assert.Contains(words[3..], world.S.Place!.Verbatim, StringComparison.Ordinal);
        Assert.StartsWith("12 Main St", world.S.Place.Verbatim, StringComparison.Ordinal);
        Assert.NotEmpty(world.To(196).CallsTo(PartyKind.Ems));
    }

    [Fact]
    public void A_door_told_at_length_cuts_no_town_off()
    {
        var world = World.ByText().Text("AT the door " + string.Join(' ', Enumerable.Repeat("sticks", 60)));
        Assert.Equal("Hamilton", AreaAnswer.For(world.S.Place, World.Standard.Areas).City);
    }

    [Theory]
    [InlineData("buzzer 12")]
    [InlineData("the door is unlocked")]
    public void A_door_is_no_answer_to_which_town(string words)
    {
        var world = World.ByText(place: false).To(5).Text("AT 12 Main St").Text(words);
        Assert.Null(world.S.Place!.Town);
        Assert.Contains(words, world.S.Place.Verbatim, StringComparison.Ordinal);
        world.Text("Hamilton");
        Assert.Equal("Hamilton", world.S.Place!.Town);
    }

    [Theory]
    [InlineData("AT buzzer 12", true)]
    [InlineData("AT 12 Main St apt 4, Hamilton", true)]
    [InlineData("AT 99 Main St, Hamilton", false)]
    [InlineData("AT 12 Main St, Dundas", false)]
    public void What_they_recorded_goes_only_with_the_place_and_they_are_told(string words, bool stays)
    {
        var world = World.ByText();
        world.S = world.S with { OwnWords = new OwnWords("REkept", 1) };
        world.Text(words);
        Assert.Equal(stays, world.S.OwnWords is not null);
        Assert.Equal(!stays, world.Texted(PartyKind.Caller, LineKey.OwnWordsGoneText));
    }

    [Fact]
    public void Where_they_are_on_the_line_they_hear_there_that_the_text_came_and_what_became_of_the_recording()
    {
        var world = World.ByVoice();
        world.S = world.S with { OwnWords = new OwnWords("REkept", 1) };
        world.Run(5).Text("AT 99 Main St, Hamilton").Run(2);
        Assert.Null(world.S.OwnWords);
        Assert.Equal([LineKey.PlaceByText, LineKey.OwnWordsGone], world.LastHeard(Party.Caller).Take(2));
    }

    [Fact]
    public void Another_name_for_the_door_takes_the_place_of_the_one_before()
    {
        var world = World.ByText(place: false).To(5).Text("AT 12 Main St apt 4, Hamilton").Text("AT unit 7");
        Assert.Equal(["unit 7"], world.S.Place!.Address.Parts.Where(p => p.Role == PartRole.Unit).Select(p => p.Words));
    }

    [Fact]
    public void A_street_and_its_region_ask_which_town_and_ems_hears_no_region_for_a_town()
    {
        var world = World.ByText(World.Standard with { Peers = [], Coordinators = [], Areas = [World.Hamilton with { Match = ["Alberta"] }] }, place: false).To(5).Text("AT 12 Main St, Alberta");
        Assert.True(world.Texted(PartyKind.Caller, LineKey.AskTownText));
        world.To(196).Answer(World.Ems);
        Assert.Contains(world.Lines, l => l.Key == LineKey.EmsCity && l.Args[1..] is ["area"]);
        Assert.DoesNotContain(world.Lines, l => l.Key == LineKey.EmsCity && l.Args.Length == 1);
    }

    [Fact]
    public void A_postal_code_is_told_where_there_is_no_street_and_in_every_whole_brief()
    {
        var alone = World.Standard with { Peers = [], Coordinators = [] };
        var world = World.ByText(alone, place: false).To(5).Text("AT Hamilton L8P 1A1").To(196).Answer(World.Ems);
        Assert.Contains(LineKey.EmsPostalCode, world.LastHeard(World.Ems));
        world = World.ByText(alone, place: false).To(5).Text("AT 12 Main St, Hamilton L8P 1A1").To(196).Answer(World.Ems);
        Assert.DoesNotContain(LineKey.EmsPostalCode, world.LastHeard(World.Ems));
        world.Press(World.Ems, "2");
        Assert.Contains(LineKey.EmsPostalCode, world.LastHeard(World.Ems));
    }

    [Fact]
    public void A_street_alone_is_in_the_town_they_had_named()
    {
        var world = World.ByText().Text("AT 99 King St");
        Assert.Equal("99 King St, Hamilton", world.S.Place!.WithTown);
        Assert.False(world.Texted(PartyKind.Caller, LineKey.AskTownText));
    }

    [Fact]
    public void A_town_told_as_a_place_completes_the_street_that_had_none()
    {
        var world = World.ByText(place: false).To(5).Text("AT 12 Main St").Text("AT Hamilton");
        Assert.Equal("12 Main St, Hamilton", world.S.Place!.WithTown);
    }

    [Fact]
    public void Two_areas_are_asked_once_and_then_kept_unconfirmed()
    {
        var twice = World.Standard with { Areas = [World.Hamilton, World.Hamilton with { Name = "Other" }] };
        var world = World.ByText(twice);
        Assert.True(world.Texted(PartyKind.Caller, LineKey.AskTownText));
        world.Text("Hamilton");
        Assert.Equal(OpenQuestion.Rest, world.S.Question);
        Assert.Single(world.TextsTo(PartyKind.Caller), t => t.Key == LineKey.AskTownText);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("4", false)]
    [InlineData("no", false)]
    public void The_catch_all_area_is_confirmed_by_the_caller(string answer, bool confirmed)
    {
        var world = World.ByText(World.Standard with { Areas = [World.Hamilton with { Match = ["*"] }] }, place: false);
        world.Text("AT 12 Main St, Toledo").Text("Toledo");
        Assert.Equal(LineKey.AskInAreaText, world.LastReply);
        world.Text(answer);
        Assert.Equal(confirmed, world.S.Place!.AreaConfirmed);
        Assert.Empty(world.CallsTo(Party.Caller));
    }

    [Theory]
    [InlineData("4")]
    [InlineData("no")]
    public void A_no_to_where_is_respected_and_its_limit_said(string no)
    {
        var world = World.ByText(place: false).To(5).Text(no);
        Assert.Equal(LineKey.NoPlaceText, world.LastReply);
        Assert.Empty(world.CallsTo(Party.Caller));
    }

    [Fact]
    public void Where_is_texted_so_that_it_can_be_erased()
    {
        var world = World.ByText().Text("WHERE");
        Assert.Contains(world.Of<Intent.SendText>(), i => i.Intent is Intent.SendText { Text.Key: LineKey.WhereText });
        Assert.IsType<Answer.Nothing>(world.LastAnswer);
        Assert.True(world.S.TextsWithPlace.Length >= 3);
    }

    [Theory]
    [InlineData("FIRST 911", LineKey.FirstBadText)]
    [InlineData("FIRST +1 911", LineKey.FirstBadText)]
    [InlineData("FIRST 905 555 0100", LineKey.FirstRefusedText)]
    [InlineData("FIRST 905 555 0000", LineKey.FirstRefusedText)]
    [InlineData("FIRST 905 555 0911", LineKey.FirstRefusedText)]
    [InlineData("FIRST mum", LineKey.FirstBadText)]
    [InlineData("FIRST 905 555 0166", LineKey.FirstText)]
    public void First_refuses_what_must_not_be_rung(string words, LineKey reply)
    {
        var world = World.ByText().Text(words);
        Assert.Equal(reply, world.LastReply);
        Assert.Equal(reply == LineKey.FirstText, world.S.ChosenNumber is not null);
    }

    [Fact]
    public void Second_spot_asks_same_or_second()
    {
        var world = World.ByText().Text("SPOT");
        Assert.Equal(LineKey.SameOrSecondText, world.LastReply);
        world.Text("same");
        Assert.Equal(LineKey.SameText, world.LastReply);
    }

    [Fact]
    public void With_two_on_one_phone_check_ins_ask_for_the_letter()
    {
        var world = World.ByText();
        world.Feed(new Happening.LettersNeeded(true));
        world.To(121);
        Assert.Contains(world.Of<Intent.SendText>(), i => i.Intent is Intent.SendText { Text: { Key: LineKey.CheckInText, Args: [_, "A1"] } });
    }

    [Fact]
    public void Without_an_escalation_everything_is_erased_at_once()
    {
        var world = World.ByText().To(10).Text("where").Text("7");
        Assert.False(world.S.Open);
        Assert.Null(world.S.Place);
        Assert.Empty(world.S.Seen);
        Assert.Null(world.S.CallerNumber);
        var held = world.Of<Intent.RedactText>().Select(i => ((Intent.RedactText)i.Intent).MessageSid).ToList();
        Assert.Contains("SMfirst", held);
        Assert.True(held.Count >= 3);
        Assert.Null(world.Wake);
    }

    [Fact]
    public void After_an_escalation_the_place_goes_seventy_two_hours_later()
    {
        var world = World.ByText().To(200).Text("7").Run(TimeSpan.FromHours(71.9));
        Assert.NotNull(world.S.Place);
        world.Run(TimeSpan.FromHours(0.2));
        Assert.Null(world.S.Place);
        Assert.Null(world.S.CallerNumber);
        Assert.NotEmpty(world.Of<Intent.RedactText>());
    }

    [Fact]
    public void A_place_that_reaches_the_phone_company_after_the_close_is_redacted_too()
    {
        var world = World.ByText();
        world.CarriesOut = false;
        world.Text("WHERE");
        var attempt = world.Log.Last(i => i.Intent is Intent.SendText).Attempt;
        world.S = Decider.Claim(world.S, [attempt], world.Now.AddSeconds(8));
        world.Text("7");
        Assert.Null(world.S.Place);
        world.Feed(new Happening.TextSent(attempt, "SMlate"));
        Assert.Contains(world.S.Pending, p => p.Intent is Intent.RedactText { MessageSid: "SMlate" });
    }

    [Fact]
    public void What_was_not_understood_may_hold_the_place_and_is_redacted()
    {
        var world = World.ByText().Text("im at the red house on main", "SModd").Text("7");
        Assert.Contains(world.Of<Intent.RedactText>(), i => i.Intent is Intent.RedactText { MessageSid: "SModd" });
    }

    [Fact]
    public void A_place_is_saved_before_it_is_erased()
    {
        var world = World.ByText();
        world.CarriesOut = false;
        world.Text("SAVE home").Text("7");
        Assert.NotNull(world.S.Place);
        world.Feed(new Happening.Carried(world.S.Pending.First(p => p.Intent is Intent.Keep).Attempt));
        Assert.Null(world.S.Place);
    }

    [Fact]
    public void Forget_erases_when_it_closes_even_after_an_escalation()
    {
        var world = World.ByText().To(200).Text("1").Text("FORGET");
        Assert.Equal(LineKey.ForgetLaterText, world.LastReply);
        world.Text("7").Run(60);
        Assert.Null(world.S.Place);
        Assert.NotEmpty(world.Of<Intent.ForgetPhone>());
    }

    [Fact]
    public void A_text_that_fails_for_a_moment_is_tried_again_and_a_check_in_becomes_a_call()
    {
        var world = World.ByText();
        world.CarriesOut = false;
        world.Text("WHERE");
        var attempt = world.Log.Last(i => i.Intent is Intent.SendText).Attempt;
        world.S = Decider.Claim(world.S, [attempt], world.Now.AddSeconds(8));
        world.Feed(new Happening.TextFailed(attempt, Party.Caller, Refusal.Temporary));
        Assert.Contains(world.S.Pending, p => p.Attempt == attempt && p.NotBeforeUtc is not null);
        world.To(121);
        attempt = world.Log.Last(i => i.Intent is Intent.SendText { Text.Key: LineKey.CheckInText }).Attempt;
        world.Feed(new Happening.TextFailed(attempt, Party.Caller, Refusal.Temporary));
        Assert.Equal([S(121)], world.CallsTo(Party.Caller));
    }

    [Fact]
    public void Promise_10_no_peers_and_too_many_sessions_are_said_at_once()
    {
        var world = World.ByText(World.Standard with { Peers = [], Overloaded = true });
        Assert.True(world.Texted(PartyKind.Caller, LineKey.NoPeersText));
        Assert.True(world.Texted(PartyKind.Caller, LineKey.OverloadedText));
    }

    [Fact]
    public void Opting_in_again_brings_texts_back()
    {
        var world = World.ByText().To(10).Text("STOP").Text("START");
        Assert.Equal(TextChannel.Works, world.S.Texts);
        Assert.Equal(Mode.TextMe, world.S.Mode);
    }

    [Fact]
    public void What_a_webhook_was_answered_with_is_remembered_and_bounded()
    {
        var session = World.ByText().S;
        for (var i = 0; i < 40; i++)
        {
            session = Decider.Remember(session, $"k{i}", Answer.None);
        }

        Assert.Equal(16, session.Seen.Length);
        Assert.Equal("k39", session.Seen[^1].Key);
    }

    /// <summary>Promise 3: a text that comes once more after all that is no new answer.</summary>
    [Fact]
    public void What_a_text_was_answered_with_outlasts_the_lines_that_ask_after_it()
    {
        var session = World.ByText().S;
        for (var i = 0; i < 60; i++)
        {
            session = Decider.Remember(session, i < 20 ? Decider.TextKey(Party.Caller, $"SM{i}") : $"k{i}", Answer.None);
        }

        Assert.Equal([.. Enumerable.Range(4, 16).Select(i => Decider.TextKey(Party.Caller, $"SM{i}")), .. Enumerable.Range(44, 16).Select(i => $"k{i}")], session.Seen.Select(s => s.Key));
    }

    /// <summary>Promises 5 and 8: what a text was answered with may say where they are, and goes with the place; that it was answered stays.</summary>
    [Fact]
    public void Texts_of_a_session_that_is_over_are_known_and_what_is_personal_in_their_answers_is_not()
    {
        var session = World.ByText().S;
        session = Decider.Remember(session, Decider.TextKey(Party.Caller, "SM1"), new Answer.Reply(new Line(LineKey.WhereText, "12 Main St")));
        session = Decider.Remember(session, "k2", new Answer.Reply(new Line(LineKey.HowText)));
        session = Decider.Remember(session, Decider.TextKey(World.P1, "SM3"), new Answer.Reply(new Line(LineKey.HowText)));
        session = Decider.Decide(session, new Happening.CallerTexted(TextCommand.Parse("DONE"), "SM4"), World.Standard, session.LastUtc).Session;
        Assert.False(session.Open);
        Assert.DoesNotContain("Main", System.Text.Json.JsonSerializer.Serialize(session.Seen.Select(s => s.Answer)), StringComparison.Ordinal);
        session = Decider.Remember(session, Decider.TextKey(Party.Caller, "SM5"), new Answer.Reply(new Line(LineKey.NoSessionText)));
        Assert.Equal(["SM1"], Decider.Texts(session, Party.Caller));
        Assert.Equal(["SM3"], Decider.Texts(session, World.P1));
    }

    [Fact]
    public void Look_ups_do_not_pile_up_while_the_phone_company_is_away()
    {
        var world = World.ByText().To(200).Take(World.P1);
        world.CarriesOut = false;
        world.Run(1200);
        Assert.True(world.S.Pending.Length < 60, $"{world.S.Pending.Length}");
    }

    [Fact]
    public void Reserved_verbs_about_the_roster_are_free_words_to_a_caller()
    {
        var world = World.ByText();
        world.Feed(new Happening.CallerTexted(new TextCommand(TextVerb.RosterOn, "ON"), "SMx"));
        Assert.Equal(LineKey.NotUnderstoodWatchedText, world.LastReply);
    }
}
