using System.Collections.Immutable;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions.Tests;

/// <summary>What follows for whoever had the case: the outcome, a debrief, exposure, thanks. Promise 9: never mid-case, never by night, never unwanted.</summary>
public sealed class AfterwardsTests
{
    /// <summary>Everybody may be asked at any time.</summary>
    private static readonly Facts Asked = With(_ => DateTimeOffset.MinValue);

    [Fact]
    public void Who_had_the_case_is_asked_how_it_went_half_a_minute_after_it_closed_and_once_more_an_hour_later()
    {
        var world = Closed(Asked);
        Assert.Empty(Texts(world, LineKey.OutcomeText));
        world.Run(31);
        Assert.Single(Texts(world, LineKey.OutcomeText), t => t.To == World.P1);
        world.Run(3500);
        Assert.Single(Texts(world, LineKey.OutcomeText));
        world.Run(200);
        Assert.Equal(2, Texts(world, LineKey.OutcomeText).Count);
        world.Run(TimeSpan.FromHours(30));
        Assert.Equal(2, Texts(world, LineKey.OutcomeText).Count);
        Assert.Empty(world.S.FollowUps);
        Assert.DoesNotContain(World.P1, world.Linked);
    }

    [Theory]
    [InlineData("1", CaseOutcome.CallerFine)]
    [InlineData("2", CaseOutcome.ReachedBySomeone)]
    [InlineData("3", CaseOutcome.EmsCame)]
    [InlineData("4", CaseOutcome.NotReached)]
    [InlineData("5", CaseOutcome.NoEmergency)]
    [InlineData("6", CaseOutcome.Drill)]
    public void One_digit_by_text_answers_it_and_nothing_more_is_asked(string digit, CaseOutcome outcome)
    {
        var world = Closed(Asked).Run(40).CaseText(World.P1, digit);
        Assert.Equal(LineKey.OutcomeThanksText, world.LastReply);
        Assert.Contains(world.History, h => h.Kind == HistoryKind.OutcomeTold && h.Details == $"outcome={outcome}");
        world.Run(TimeSpan.FromHours(30));
        Assert.Single(Texts(world, LineKey.OutcomeText));
        Assert.Equal(outcome is CaseOutcome.EmsCame or CaseOutcome.ReachedBySomeone ? 1 : 0, Texts(world, LineKey.DebriefText).Count);
    }

    [Fact]
    public void Given_by_key_on_the_line_it_is_not_asked_by_text()
    {
        var world = World.ByText(Asked).To(200).Take(World.P1);
        world.Star(World.P1, "1").Run(12);
        Assert.Contains(LineKey.AskOutcome, world.LastHeard(World.P1));
        world.Press(World.P1, "1").Run(TimeSpan.FromHours(3));
        Assert.Contains(LineKey.OutcomeThanks, world.Lines.Where(l => l.Who == World.P1).Select(l => l.Key));
        Assert.Empty(Texts(world, LineKey.OutcomeText));
        Assert.Contains(world.History, h => h.Kind == HistoryKind.OutcomeTold);
    }

    [Theory]
    [InlineData("1", false)]
    [InlineData("2", true)]
    [InlineData("3", true)]
    [InlineData("4", false)]
    public void A_case_is_as_hard_by_key_as_it_is_by_text(string digit, bool hard)
    {
        var world = World.ByText(Asked).To(200).Take(World.P1);
        world.Star(World.P1, "1").Run(12).Press(World.P1, digit).Text("7").Run(TimeSpan.FromHours(3));
        Assert.Equal(hard ? 1 : 0, Texts(world, LineKey.DebriefText).Count);
        Assert.Equal(hard ? 1 : 0, world.Of<Intent.CountExposure>().Count());
    }

    [Fact]
    public void A_debrief_asked_for_while_they_are_watched_or_a_second_time_is_answered_as_what_it_is()
    {
        var watched = World.ByText(Asked).Text("DEBRIEF");
        Assert.Equal(LineKey.DebriefNotNowText, watched.LastReply);
        Assert.Null(watched.S.Incident);
        var twice = World.ByText(Asked).Text("0").Run(3);
        twice.S = twice.S with { Kind = SessionKind.Debrief };
        twice.Text("DEBRIEF");
        Assert.Equal(LineKey.DebriefComingText, twice.LastReply);
    }

    [Fact]
    public void By_night_and_off_shift_it_waits_for_their_day()
    {
        var morning = World.Zero.AddHours(10);
        var world = Closed(With(_ => morning)).Run(TimeSpan.FromHours(9.8));
        Assert.Empty(Texts(world, LineKey.OutcomeText));
        world.Run(TimeSpan.FromHours(0.3));
        Assert.Single(Texts(world, LineKey.OutcomeText));
    }

    [Fact]
    public void Nobody_is_asked_who_does_not_want_it_nor_in_the_middle_of_another_case()
    {
        Assert.Empty(Closed(With(_ => null)).Run(TimeSpan.FromHours(3)).S.FollowUps);
        var busy = Closed(With(_ => DateTimeOffset.MinValue, caseOf: "another")).Run(TimeSpan.FromHours(3));
        Assert.Empty(Texts(busy, LineKey.OutcomeText));
        busy.Facts = Asked;
        busy.Run(TimeSpan.FromMinutes(11));
        Assert.Single(Texts(busy, LineKey.OutcomeText));
    }

    [Fact]
    public void After_a_talk_nothing_is_asked_and_nobody_but_the_roster_ever_is()
    {
        var talk = World.ByText(Asked).Text("0").Run(3).Take(World.P1).Run(60).HangUp(World.P1).Text("7").Run(TimeSpan.FromHours(2));
        Assert.Empty(Texts(talk, LineKey.OutcomeText));
        var chosen = World.ByText(Asked).Text("FIRST 905 555 0166").To(200).Take(Party.Chosen);
        chosen.Star(Party.Chosen, "1").HangUp(Party.Chosen).Text("7").Run(TimeSpan.FromHours(2));
        Assert.Empty(Texts(chosen, LineKey.OutcomeText));
    }

    [Fact]
    public void After_ems_a_debrief_is_offered_at_once_exposure_is_counted_and_a_yes_brings_it_up_the_next_day()
    {
        var world = World.ByText(Asked).To(200).Take(World.P1);
        world.Star(World.P1, "9").Run(5).Star(World.P1, "1").HangUp(World.P1).Text("7").Run(60);
        Assert.Single(Texts(world, LineKey.DebriefText), t => t.To == World.P1);
        Assert.Single(world.Of<Intent.CountExposure>());
        world.CaseText(World.P1, "LATER");
        Assert.Equal(LineKey.DebriefLaterText, world.LastReply);
        world.Run(TimeSpan.FromHours(20));
        Assert.Empty(Texts(world, LineKey.DebriefTomorrowText));
        world.Run(TimeSpan.FromHours(6));
        Assert.Single(Texts(world, LineKey.DebriefTomorrowText));
        world.Run(TimeSpan.FromHours(80));
        Assert.Single(Texts(world, LineKey.DebriefTomorrowText));
        Assert.Null(world.Wake);
    }

    [Fact]
    public void Who_handed_it_over_is_offered_a_debrief_too_and_only_the_last_is_asked_how_it_went()
    {
        var world = World.ByText(Asked).To(200).Take(World.P1);
        world.Star(World.P1, "9").Run(5).Star(World.P1, "4").Run(2).Take(World.P2).HangUp(World.P1);
        world.Star(World.P2, "1").HangUp(World.P2).Text("7").Run(60);
        Assert.Equal([World.P1, World.P2], Texts(world, LineKey.DebriefText).Select(t => t.To).OrderBy(p => p.Id, StringComparer.Ordinal));
        Assert.Equal([World.P2], Texts(world, LineKey.OutcomeText).Select(t => t.To));
        Assert.Equal(2, world.Of<Intent.CountExposure>().Count());
    }

    [Fact]
    public void Without_a_yes_the_next_day_is_quiet()
    {
        var world = World.ByText(Asked).To(200).Take(World.P1);
        world.Star(World.P1, "9").Run(5).Star(World.P1, "1").HangUp(World.P1).Text("7").Run(TimeSpan.FromHours(80));
        Assert.Single(Texts(world, LineKey.DebriefText));
        Assert.Empty(Texts(world, LineKey.DebriefTomorrowText));
    }

    [Fact]
    public void Many_hard_cases_are_told_to_coordinators_by_name()
    {
        var world = Closed(Asked);
        world.Feed(new Happening.ExposureHigh(World.P1, 3));
        Assert.Contains(Texts(world, LineKey.ExposureText), t => t.To == World.C1 && t.Text.Args is ["Ana", "3"]);
    }

    [Fact]
    public void Thanks_reach_whoever_took_the_call_only_with_the_callers_yes()
    {
        var kept = Closed(Asked, finish: false).Text("Thanks to you I'm still here");
        Assert.Equal(LineKey.ThanksKeptText, kept.LastReply);
        kept.Run(3600);
        Assert.Empty(Texts(kept, LineKey.ThanksText));
        kept.Text("PASS").Run(30);
        Assert.Single(Texts(kept, LineKey.ThanksText), t => t.To == World.P1 && t.Text.Args is ["to you I'm still here"]);
        Assert.Null(kept.S.Thanks);

        var after = Closed(Asked).Run(3600).Text("thank you for staying with me");
        Assert.Equal(LineKey.ThanksKeptText, after.LastReply);
        after.Text("pass it on").Run(30);
        Assert.Single(Texts(after, LineKey.ThanksText));
    }

    /// <summary>As on the line, where a warned caller is not asked for any. Promise 9.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Words_of_a_caller_who_was_warned_reach_nobody_as_thanks(bool keptBefore)
    {
        var world = World.ByText(Asked).Text("0").Run(3).Take(World.P1).Run(10);
        if (keptBefore)
        {
            world.Text("THANKS I know where you live");
            Assert.Equal(LineKey.ThanksKeptText, world.LastReply);
        }

        world.Star(World.P1, "5").Run(5).HangUp(World.P1).Run(1);
        if (!keptBefore)
        {
            world.Text("THANKS I know where you live");
            Assert.Equal(LineKey.ThanksNotAfterThreatText, world.LastReply);
        }

        world.Text("PASS");
        Assert.NotEqual(LineKey.PassedOnText, world.LastReply);
        world.Run(TimeSpan.FromHours(1));
        Assert.Empty(Texts(world, LineKey.ThanksText));
        Assert.Null(world.S.Thanks);
    }

    /// <summary>Promise 10: "passed on" is true, by day, and whatever else they do not want to be asked.</summary>
    [Fact]
    public void Who_wants_to_be_asked_nothing_still_gets_every_thanks_by_day_and_is_counted_for_what_was_hard()
    {
        var world = World.ByText(With(_ => null)).To(200).Take(World.P1);
        world.Star(World.P1, "9").Run(5).Star(World.P1, "1").HangUp(World.P1).Text("7").Run(60);
        Assert.Single(world.Of<Intent.CountExposure>());
        world.Text("THANKS one").Text("PASS").Text("THANKS two").Text("PASS");
        Assert.Equal(LineKey.PassedOnText, world.LastReply);
        Assert.Empty(Texts(world, LineKey.ThanksText));
        world.Run(TimeSpan.FromHours(3));
        Assert.Equal(["one", "two"], Texts(world, LineKey.ThanksText).Select(t => t.Text.Args[0]));
        Assert.Empty(Texts(world, LineKey.DebriefText));
        Assert.Empty(Texts(world, LineKey.OutcomeText));
        Assert.Empty(world.S.FollowUps);
    }

    [Fact]
    public void Thanks_said_on_the_line_and_hung_up_on_are_dropped()
    {
        var world = World.ByVoice(facts: Asked).Press(Party.Caller, "0").Run(3).Take(World.P1).Run(30).HangUp(World.P1).Run(5);
        world.Press(Party.Caller, "7").Say(Party.Caller, "thank you for staying");
        Assert.Equal("thank you for staying", world.S.Thanks);
        world.HangUp(Party.Caller);
        Assert.Null(world.S.Thanks);
    }

    [Fact]
    public void That_thanks_can_reach_nobody_any_more_is_said()
    {
        var world = Closed(Asked);
        world.Facts = Asked with { Roster = Asked.Roster.Remove("p1") };
        world.Text("THANKS one").Text("PASS");
        Assert.Equal(LineKey.ThanksGoneText, world.LastReply);
        Assert.Null(world.S.Thanks);
        Assert.DoesNotContain(world.S.FollowUps, f => f.Thanks is not null);
    }

    [Fact]
    public void Who_wants_the_other_again_is_kept_for_each_and_told_to_neither()
    {
        var world = Closed(Asked, finish: false).Text("AGAIN");
        Assert.Equal(LineKey.AgainText, world.LastReply);
        Assert.Contains(world.Of<Intent.WantAgain>(), i => i.Intent is Intent.WantAgain { ByCaller: true, Peer.Id: "p1" });
        world.CaseText(World.P1, "AGAIN");
        Assert.Equal(LineKey.AgainPeerText, world.LastReply);
        Assert.Contains(world.Of<Intent.WantAgain>(), i => i.Intent is Intent.WantAgain { ByCaller: false, Peer.Id: "p1" });
        Assert.Equal(LineKey.NotUnderstoodWatchedText, World.ByText(Asked).Text("AGAIN").LastReply);
    }

    /// <summary>p1 took the case of a missed check-in, said that they are OK, and everybody is done.</summary>
    private static World Closed(Facts facts, bool finish = true)
    {
        var world = World.ByText(facts).To(200).Take(World.P1);
        world.Star(World.P1, "1").HangUp(World.P1).Run(1);
        return finish ? world.Text("7").Run(1) : world.Text("1").Text("EVERY 60");
    }

    private static Facts With(Func<string, DateTimeOffset?> askFrom, string? caseOf = null) => World.Standard with
    {
        Roster = new (string Id, string Name)[] { ("p1", "Ana"), ("p2", "Ben"), ("p3", "Cleo"), ("c1", "Cora") }.ToImmutableDictionary(
            p => p.Id, p => new PersonFact(p.Name) { AskFromUtc = askFrom(p.Id), ThanksFromUtc = askFrom(p.Id) ?? World.Zero.AddHours(2), TomorrowUtc = World.Zero.AddHours(24), CaseOf = caseOf }),
    };

    private static List<Intent.SendText> Texts(World world, LineKey key) => [.. world.Of<Intent.SendText>().Select(i => (Intent.SendText)i.Intent).Where(t => t.Text.Key == key)];
}
