using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Decisions.Texts;

namespace SpotterBot.Decisions.Tests;

/// <summary>Whether whoever the caller named may be rung: asked once, told to the caller, gone by in the ladder. Promises 2, 6, 9, 10.</summary>
public sealed class ConsentTests
{
    private const string Number = "+19055550166";
    private const string Naming = "FIRST 905 555 0166";

    [Theory]
    [InlineData(Consent.NotAsked, 1, null)]
    [InlineData(Consent.Asked, 0, LineKey.FirstAskedBeforeText)]
    [InlineData(Consent.Yes, 0, LineKey.FirstSaidYesText)]
    [InlineData(Consent.No, 0, LineKey.FirstSaidNoText)]
    public void Who_said_something_before_is_not_asked_again_and_the_caller_hears_what_it_was(Consent kept, int asked, LineKey? told)
    {
        var world = new World { Facts = World.Standard, KeptConsent = kept };
        world.Start(new Beginning("s1", "123", World.CallerPhone, TextChannel.Works, Words: "12 Main St, Hamilton", MessageSid: "SMfirst"));
        world.To(10).Text(Naming);
        Assert.Equal(LineKey.FirstText, world.LastReply);
        Assert.Equal(asked, world.TextsTo(PartyKind.Chosen).Count(t => t.Key == LineKey.AskChosenText));
        Assert.Equal(told, world.TextsTo(PartyKind.Caller).Where(t => t.At >= TimeSpan.FromSeconds(10)).Select(t => (LineKey?)t.Key).SingleOrDefault());
        Assert.Equal(kept == Consent.No ? LadderOrder.PeersThenEms : LadderOrder.ChosenThenPeersThenEms, world.S.Order);
    }

    [Fact]
    public void No_more_than_three_people_are_asked_in_one_session()
    {
        var world = World.ByText().To(10).Text(Naming).Text("FIRST 905 555 0167").Text("FIRST 905 555 0168").Text("FIRST 905 555 0169");
        Assert.Equal(3, world.TextsTo(PartyKind.Chosen).Count);
        Assert.Equal(1, world.TextsTo(PartyKind.Caller).Count(t => t.Key == LineKey.FirstNotAskedText));
        Assert.Equal("+19055550169", world.S.ChosenNumber);
    }

    [Theory]
    [InlineData(Consent.Yes, LineKey.OfferChosenAgreed)]
    [InlineData(Consent.Asked, LineKey.OfferChosen)]
    [InlineData(Consent.NotAsked, LineKey.OfferChosen)]
    public void What_they_hear_at_a_miss_goes_by_what_they_said(Consent said, LineKey offer)
    {
        var world = World.ByText().To(10).Text(Naming);
        world.S = world.S with { Consent = said };
        world.KeptConsent = said;
        world.To(197).Answer(Party.Chosen);
        Assert.Equal([offer, LineKey.OfferKeys], world.LastHeard(Party.Chosen));
    }

    [Fact]
    public void A_no_that_is_taken_back_puts_them_first_again()
    {
        var world = World.ByText().To(10).Text(Naming);
        world.Feed(new Happening.ConsentSaid(Number, Consent.No));
        Assert.Equal(LadderOrder.PeersThenEms, world.S.Order);
        world.Feed(new Happening.ConsentSaid(Number, Consent.Yes));
        Assert.Equal(LineKey.FirstSaidYesText, world.TextsTo(PartyKind.Caller)[^1].Key);
        world.To(197);
        Assert.Single(world.CallsTo(Party.Chosen));
    }

    [Theory]
    [InlineData("FIRST CREW", Consent.Asked)]
    [InlineData("FIRST PEER", Consent.Asked)]
    [InlineData("FIRST CREW", Consent.No)]
    [InlineData("FIRST PEER", Consent.No)]
    public void Where_the_caller_has_others_first_a_yes_changes_nothing_and_they_hear_that_it_does_not_as_promise_10_has_it(string order, Consent before)
    {
        var world = World.ByText().To(10).Text(Naming);
        world.Feed(new Happening.ConsentSaid(Number, before));
        world.Text(order);
        var wished = world.S.Order;
        world.Feed(new Happening.ConsentSaid(Number, Consent.Yes));
        Assert.Equal(wished, world.S.Order);
        Assert.Equal(LineKey.FirstNotRungText, world.TextsTo(PartyKind.Caller)[^1].Key);
        world.Text("FIRST");
        Assert.Equal(LineKey.FirstNotRungText, world.LastReply);
        world.Text(Naming);
        Assert.Equal(LineKey.FirstSaidYesText, world.TextsTo(PartyKind.Caller)[^1].Key);
        Assert.Equal(LadderOrder.ChosenThenPeersThenEms, world.S.Order);
    }

    [Theory]
    [InlineData(Consent.Yes, Consent.NotAsked, LineKey.OfferChosen)]
    [InlineData(Consent.Asked, Consent.Yes, LineKey.OfferChosenAgreed)]
    [InlineData(Consent.Asked, Consent.NotAsked, LineKey.OfferChosen)]
    public void What_was_said_to_somebody_else_or_forgotten_is_looked_up_when_they_are_rung(Consent known, Consent kept, LineKey offer)
    {
        var world = World.ByText().To(10).Text(Naming);
        world.S = world.S with { Consent = known };
        world.KeptConsent = kept;
        world.To(197).Answer(Party.Chosen);
        Assert.Equal([offer, LineKey.OfferKeys], world.LastHeard(Party.Chosen));
    }

    [Fact]
    public void A_no_that_this_session_did_not_hear_of_ends_the_ringing_and_one_that_was_forgotten_brings_none()
    {
        var world = World.ByText().To(10).Text(Naming);
        world.KeptConsent = Consent.No;
        world.To(197);
        Assert.False(world.HasCall(Party.Chosen));
        Assert.Equal(Consent.No, world.S.Consent);
        world.Feed(new Happening.ConsentSaid(Number, Consent.NotAsked));
        Assert.Equal(Consent.No, world.S.Consent);
    }

    [Fact]
    public void Who_has_another_case_at_that_moment_is_not_rung_for_being_named_and_nobody_waits_for_them_until_they_are_free()
    {
        var world = World.ByText(World.Standard with { Roster = World.Standard.Roster.SetItem("p9", new PersonFact("Zoe") { Phone = Number, CaseOf = "s2" }) });
        world.To(10).Text(Naming).To(197);
        Assert.Empty(world.CallsTo(Party.Chosen));
        Assert.NotEmpty(world.CallsTo(PartyKind.Peer));
        world.Facts = World.Standard;
        world.To(225);
        Assert.Single(world.CallsTo(Party.Chosen));
    }

    [Fact]
    public void An_answer_about_a_number_that_was_changed_meanwhile_says_nothing_of_the_new_one()
    {
        var world = World.ByText().To(10).Text(Naming).Text("FIRST 905 555 0167");
        world.Feed(new Happening.ConsentSaid(Number, Consent.No));
        Assert.Equal(Consent.Asked, world.S.Consent);
        Assert.Equal(LadderOrder.ChosenThenPeersThenEms, world.S.Order);
        Assert.False(world.Texted(PartyKind.Caller, LineKey.FirstSaidNoText));
    }

    [Fact]
    public void Whoever_was_still_to_be_asked_when_another_is_named_is_not_asked()
    {
        var world = World.ByText().To(10);
        world.CarriesOut = false;
        world.Text(Naming);
        var first = world.S.Pending.Single(p => p.Intent is Intent.FindConsent).Attempt;
        world.Text("FIRST 905 555 0167");
        Assert.NotEqual(first, Assert.Single(world.S.Pending, p => p.Intent is Intent.FindConsent).Attempt);
        world.Feed(new Happening.ConsentFound(first, Consent.NotAsked));
        Assert.DoesNotContain(world.S.Pending, p => p.Intent is Intent.SendText { Text.Key: LineKey.AskChosenText });
    }

    [Fact]
    public void An_answer_that_comes_after_the_end_texts_nobody()
    {
        var world = World.ByText().To(10).Text(Naming).Text("7");
        var texts = world.TextsTo(PartyKind.Caller).Count;
        world.Feed(new Happening.ConsentSaid(Number, Consent.Yes));
        Assert.Equal(texts, world.TextsTo(PartyKind.Caller).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_miss_while_they_are_being_asked_by_call_makes_that_call_the_one_that_needs_them(bool answered)
    {
        var world = Called();
        if (answered)
        {
            world.Answer(Party.Chosen);
            Assert.Contains(LineKey.AskChosen, world.LastHeard(Party.Chosen));
        }

        world.Feed(new Happening.CallerTexted(TextCommand.Parse("9"), "SMnow"));
        Assert.Single(world.CallsTo(Party.Chosen));
        if (!answered)
        {
            world.Answer(Party.Chosen);
        }

        Assert.Contains(LineKey.OfferChosen, world.LastHeard(Party.Chosen));
        world.Press(Party.Chosen, "1");
        Assert.Equal(Party.Chosen, world.S.Incident!.Owner!.Who);
        Assert.Equal(Consent.Asked, world.S.Consent);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void The_call_that_asks_one_person_neither_answers_for_nor_becomes_the_ring_of_the_one_named_after_them_as_promise_5_has_it(bool answered, bool needed)
    {
        var world = Called();
        var old = world.CallTo(Party.Chosen);
        if (answered)
        {
            world.Answer(Party.Chosen);
        }

        world.Text("FIRST 905 555 0167");
        if (needed)
        {
            world.Feed(new Happening.CallerTexted(TextCommand.Parse("9"), "SMnow"));
        }

        if (answered)
        {
            world.Feed(new Happening.LegAsks(old.LegId, old.Sid, old.Document!.Step, world.S.CheckIn.Number, "1"));
            Assert.Contains(world.Lines, l => l.LegId == old.LegId && l.Key == LineKey.NothingNeeded);
        }

        Assert.DoesNotContain(world.Lines, l => l.LegId == old.LegId && l.Key is LineKey.OfferChosen or LineKey.BriefPlace);
        Assert.Equal(Consent.Asked, world.S.Consent);
        Assert.Empty(world.Of<Intent.KeepConsent>());
        Assert.Null(world.S.Incident?.Owner);
        Assert.NotEqual(old.LegId, world.S.Incident?.RingOf(Party.Chosen)?.LegId);
        Assert.Equal(needed ? 2 : 1, world.CallsTo(Party.Chosen).Count);
    }

    [Fact]
    public void Whoever_is_rung_at_a_miss_keeps_their_part_in_it_though_another_is_named_meanwhile()
    {
        var world = World.ByText().To(10).Text(Naming).To(197).Text("FIRST 905 555 0167");
        Assert.Equal(LineKey.MoreTimeNotNowText, world.LastReply);
        Assert.Equal(Number, world.S.ChosenNumber);
    }

    [Theory]
    [InlineData("1", Consent.Yes, LineKey.ChosenAgreed)]
    [InlineData("2", Consent.No, LineKey.ChosenDeclined)]
    public void A_key_on_the_call_that_asks_is_kept_and_thanked(string key, Consent said, LineKey thanks)
    {
        var world = Called().Answer(Party.Chosen).Press(Party.Chosen, key);
        Assert.Equal(said, world.S.Consent);
        Assert.Equal(said, Assert.IsType<Intent.KeepConsent>(world.Of<Intent.KeepConsent>().Single().Intent).Said);
        Assert.Equal([thanks], world.LastHeard(Party.Chosen));
    }

    [Theory]
    [InlineData(19, false)]
    [InlineData(20, true)]
    [InlineData(21, true)]
    [InlineData(22, false)]
    public void They_are_called_to_be_asked_only_by_day_wherever_their_number_can_be(int hourUtc, bool called)
    {
        var world = Unreachable(World.Zero.Date.AddHours(hourUtc));
        Assert.Equal(called ? 1 : 0, world.CallsTo(Party.Chosen).Count);
        Assert.Equal(!called, world.Texted(PartyKind.Caller, LineKey.FirstNotAskedText));
        Assert.Equal(called ? Consent.Asked : Consent.NotAsked, world.S.Consent);
    }

    private static World Called() => Unreachable(World.Zero.Date.AddHours(20));

    /// <summary>Named at that time, and the text that asks is refused.</summary>
    private static World Unreachable(DateTime utc)
    {
        var world = new World { Facts = World.Standard, Now = new DateTimeOffset(utc, TimeSpan.Zero) };
        world.Start(new Beginning("s1", "123", World.CallerPhone, TextChannel.Works, Words: "12 Main St, Hamilton", MessageSid: "SMfirst"));
        world.Run(10).Text(Naming);
        world.Feed(new Happening.TextFailed(world.S.ConsentAttempt!, Party.Chosen, Refusal.OptedOut));
        return world;
    }
}
