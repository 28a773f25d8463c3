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
