using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions.Tests;

/// <summary>What fell due while nobody was there, and while the pace or the phone company kept an order back.</summary>
public sealed class OutagesTests
{
    private static DateTimeOffset At(double seconds) => World.Zero.AddSeconds(seconds);

    private static Facts AwayFrom(double from, double until) => World.Standard with { Away = new Away(At(from), At(until)) };

    private static Decision Wake(Session session, Facts facts, double at) => Decider.Decide(session, new Happening.TimePassed(), facts, At(at));

    private static IEnumerable<Line> TextsToCaller(Session session) =>
        session.Pending.Select(p => p.Intent).OfType<Intent.SendText>().Where(t => t.To == Party.Caller).Select(t => t.Text);

    private static bool RingsCaller(Session session) => session.Pending.Any(p => p.Intent is Intent.PlaceCall { To.Kind: PartyKind.Caller });

    [Fact]
    public void Who_was_never_asked_is_asked_on_both_channels_at_once_and_the_clock_begins_at_its_second_step()
    {
        var back = Wake(World.ByText().To(110).S, AwayFrom(112, 712), 712).Session;
        Assert.Equal(["", "1", "10"], Assert.Single(TextsToCaller(back), t => t.Key == LineKey.CheckInAwayText).Args);
        Assert.True(RingsCaller(back));
        Assert.Equal(At(712) - World.Standard.Timing.OffLineSecondChannel, back.CheckIn.DueUtc);
        Assert.Null(back.Incident);
        var missed = Wake(back, AwayFrom(112, 712), 712 + 45).Session;
        Assert.Equal(Cause.MissedCheckIn, missed.Incident?.Cause);
    }

    [Fact]
    public void Less_than_a_minute_late_is_not_worth_a_word()
    {
        var back = Wake(World.ByText().To(110).S, AwayFrom(112, 170), 170).Session;
        Assert.Contains(TextsToCaller(back), t => t.Key == LineKey.CheckInText);
        Assert.Null(back.Away);
    }

    [Fact]
    public void What_fell_due_afterwards_has_nothing_to_do_with_it()
    {
        var back = Wake(World.ByText().To(110).S, AwayFrom(20, 100), 200).Session;
        Assert.Contains(TextsToCaller(back), t => t.Key == LineKey.CheckInText);
        Assert.Null(back.Away);
    }

    [Theory]
    [InlineData(125)]
    [InlineData(160)]
    public void Who_was_being_asked_may_have_answered_in_vain_and_is_asked_anew(double until)
    {
        var back = Wake(World.ByText().To(until).S, AwayFrom(until + 1, until + 601), until + 601).Session;
        Assert.Null(back.Incident);
        Assert.Contains(TextsToCaller(back), t => t.Key == LineKey.CheckInAwayText);
        Assert.True(RingsCaller(back));
    }

    [Fact]
    public void An_answer_that_is_there_first_is_an_answer()
    {
        var session = World.ByText().To(125).S;
        var answered = Decider.Decide(session, new Happening.CallerTexted(Texts.TextCommand.Parse("1"), "SMlate"), AwayFrom(126, 726), At(726)).Session;
        Assert.Equal(At(726), answered.LastOkUtc);
        Assert.Null(answered.Incident);
        Assert.True(answered.CheckIn.DueUtc > At(726));
    }

    [Fact]
    public void A_ladder_goes_on_where_its_clock_has_come_to_and_the_caller_is_told_once()
    {
        var facts = AwayFrom(201, 801);
        var back = Wake(World.ByText().To(200).S, facts, 801).Session;
        Assert.True(back.Incident!.Ems.Wanted);
        Assert.Equal(At(120), back.Incident.ZeroUtc);
        Assert.Equal(["10"], Assert.Single(TextsToCaller(back), t => t.Key == LineKey.AwayInLadderText).Args);
        Assert.Single(TextsToCaller(Wake(back, facts, 803).Session), t => t.Key == LineKey.AwayInLadderText);
    }

    [Fact]
    public void While_neither_calls_nor_texts_go_out_nobody_is_missed_and_the_oldest_is_asked_first()
    {
        var facts = World.Standard with { PhonesOut = true };
        var session = World.ByText().To(119).S;
        var (waits, later) = (session, session with { CheckIn = session.CheckIn with { DueUtc = At(180) } });
        for (var at = 181; at < 700; at += 6)
        {
            waits = Wake(waits, facts, at).Session;
            later = Wake(later, facts, at).Session;
            Assert.DoesNotContain(TextsToCaller(waits), t => t.Key is LineKey.CheckInText or LineKey.CheckInAwayText);
            Assert.InRange(waits.CheckIn.DueUtc!.Value, At(at), At(at + 6));
            Assert.True(waits.CheckIn.DueUtc < later.CheckIn.DueUtc);
        }

        var back = Wake(waits, World.Standard, 720).Session;
        Assert.Null(back.Incident);
        Assert.Equal("10", Assert.Single(TextsToCaller(back), t => t.Key == LineKey.CheckInAwayText).Args[2]);
        Assert.True(RingsCaller(back));
    }

    [Fact]
    public void Who_has_been_asked_before_they_went_out_is_missed_all_the_same()
    {
        var world = World.ByText().To(125);
        world.Facts = World.Standard with { PhonesOut = true };
        world.To(200);
        Assert.Equal(Cause.MissedCheckIn, world.S.Incident?.Cause);
    }

    [Fact]
    public void Who_may_have_answered_in_vain_and_cannot_be_asked_anew_is_not_missed()
    {
        var session = World.ByText().To(125).S;
        Assert.True(session.CheckIn is { IsOpen: true, GotOut: true });
        var facts = AwayFrom(126, 726) with { PhonesOut = true };
        for (var at = 726; at < 900; at += 6)
        {
            session = Wake(session, facts, at).Session;
            Assert.Null(session.Incident);
            Assert.InRange(session.CheckIn.DueUtc!.Value, At(at), At(at + 6));
        }

        var back = Wake(session, AwayFrom(126, 726), 906).Session;
        Assert.Single(TextsToCaller(back), t => t.Key == LineKey.CheckInAwayText);
        Assert.True(RingsCaller(back));
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(600, false)]
    public void A_line_that_was_heard_of_lately_is_asked_without_an_order_and_one_that_was_not_waits(double heardBefore, bool asked)
    {
        var session = World.ByVoice().To(119).S;
        session = session with { Legs = [.. session.Legs.Select(l => l with { SeenUtc = At(120 - heardBefore) })] };
        var facts = World.Standard with { PhonesOut = true };
        session = Wake(session, facts, 120).Session;
        Assert.Equal(asked, session.CheckIn.IsOpen);

        // It fetched nothing after that: whoever is on it was not asked.
        session = Wake(Wake(session, facts, 141).Session, facts, 190).Session;
        Assert.Null(session.Incident);
        Assert.InRange(session.CheckIn.DueUtc!.Value, At(190), At(196));
    }

    [Fact]
    public void Who_hangs_up_before_they_could_be_asked_is_asked_as_soon_as_they_can_be()
    {
        var session = World.ByVoice().To(119).S;
        var facts = World.Standard with { PhonesOut = true };
        session = session with { Legs = [.. session.Legs.Select(l => l with { SeenUtc = At(110) })] };
        session = Wake(session, facts, 120).Session;
        var leg = Assert.Single(session.LiveLegs);
        session = Decider.Decide(session, new Happening.CallStatus(leg.Id, leg.CallSid!, LegState.Ended, LegEnd.HungUp, 9), facts, At(121)).Session;
        Assert.False(session.CheckIn.IsOpen);
        Assert.InRange(session.CheckIn.DueUtc!.Value, At(121), At(127));
        Assert.True(RingsCaller(Wake(session, World.Standard, 127).Session));
    }

    [Fact]
    public void A_call_that_must_have_rung_out_keeps_no_check_in_from_being_asked()
    {
        var session = World.ByText(texts: TextChannel.OptedOut).To(5).S;
        Assert.Equal(LegState.Ringing, Assert.Single(session.LiveLegs).State);

        // Neither its end nor an answer to the look-up came in.
        Assert.True(RingsCaller(Wake(session, World.Standard, 120).Session));
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(60, 60)]
    [InlineData(300, 120)]
    public void A_check_in_that_waits_for_its_turn_counts_from_when_it_goes_out_and_no_more_than_two_minutes_later(double turn, double later)
    {
        var world = World.ByText();
        world.CarriesOut = false;
        world.To(120);
        var text = Assert.Single(world.S.Pending, p => p.Intent is Intent.SendText { Text.Key: LineKey.CheckInText });
        var queued = Decider.Queue(world.S, new Dictionary<string, Slot> { [text.Attempt] = new(At(120 + turn), 0) });
        Assert.Equal(At(120 + later), queued.CheckIn.DueUtc);
        Assert.True(Decider.NextWake(queued, World.Standard.Timing) <= At(120 + Math.Min(turn, later + 30)));
    }

    [Fact]
    public void What_becomes_of_a_text_is_not_said_of_a_call()
    {
        var world = World.ByText();
        world.CarriesOut = false;
        world.To(151);
        var call = Assert.Single(world.S.Pending, p => p.Intent is Intent.PlaceCall);
        var claimed = Decider.Claim(world.S, [call.Attempt], At(159));
        var after = Decider.Decide(claimed, new Happening.TextFailed(call.Attempt, Party.Caller, Refusal.Temporary), World.Standard, At(152)).Session;
        Assert.Equal(At(159), Assert.Single(after.Pending, p => p.Attempt == call.Attempt).ClaimedUntilUtc);
    }

    [Fact]
    public void What_comes_of_an_earlier_try_does_not_clear_the_claim_of_a_later_one()
    {
        var world = World.ByText();
        world.CarriesOut = false;
        world.To(120);
        var attempt = world.S.Pending.Single(p => p.Intent is Intent.SendText { Text.Key: LineKey.CheckInText }).Attempt;
        var claimed = Decider.Claim(Decider.Claim(world.S, [attempt], At(128)), [attempt], At(140));
        foreach (var stale in (Happening[])[new Happening.TextFailed(attempt, Party.Caller, Refusal.Temporary), new Happening.TextUnknown(attempt), new Happening.Postponed(attempt), new Happening.Carried(attempt, Done: false)])
        {
            var after = Decider.Decide(claimed, new Happening.OfTry(attempt, 1, stale), World.Standard, At(130)).Session;
            Assert.Equal(At(140), Assert.Single(after.Pending, p => p.Attempt == attempt).ClaimedUntilUtc);
            var news = Decider.Decide(claimed, new Happening.OfTry(attempt, 2, stale), World.Standard, At(130)).Session;
            Assert.DoesNotContain(news.Pending, p => p.Attempt == attempt && p.ClaimedUntilUtc is not null);
        }

        var sent = Decider.Decide(claimed, new Happening.OfTry(attempt, 1, new Happening.TextSent(attempt, "SM1")), World.Standard, At(130)).Session;
        Assert.DoesNotContain(sent.Pending, p => p.Attempt == attempt);
    }
}
