using PhoneSimulator.View;
using PhoneSimulator.View.Picture;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;

namespace DeskTests.View;

/// <summary>What is drawn of a session, made from facts alone. Seconds count from the moment its check-in was due.</summary>
public sealed class SessionPictureTests
{
    private static readonly DateTimeOffset Due = new(2026, 3, 14, 21, 32, 0, TimeSpan.Zero);

    [Fact]
    public void Before_a_check_in_only_its_moment_is_ahead_and_those_on_the_ladder_have_their_lanes()
    {
        var picture = Draw(Watched(), [Fact(-120, "SessionStarted")]);
        Assert.Equal(["Check-ins", "Caller", "Ana", "Ben", "EMS desk"], picture.Lanes.Select(l => l.Name));
        var ladder = Assert.Single(picture.Ladders);
        Assert.False(ladder.Running);
        Assert.Null(ladder.Bound);
        Assert.Equal(["due 0"], ladder.Ahead.Select(s => $"{s.Kind} {s.Seconds}"));
        Assert.Equal(Ms(-120), picture.From);
    }

    [Theory]
    [InlineData(Mode.TextMe, 150, "louder 30", "miss 75", "ems 120")]
    [InlineData(Mode.CallMe, 150, "louder 30", "miss 75", "ems 120")]
    [InlineData(Mode.OnTheLine, 105, "louder 20", "miss 45", "ems 90")]
    public void While_it_is_asked_the_steps_ahead_and_the_bound_stand_in_the_ladder(Mode mode, int bound, params string[] steps)
    {
        var session = Watched() with { Mode = mode };
        session = session with { CheckIn = session.CheckIn with { Stage = CheckInStage.Asked } };
        var ladder = Assert.Single(Draw(session, [Asked(mode)]).Ladders);
        Assert.True(ladder.Running);
        Assert.Equal(bound, ladder.Bound);
        Assert.Equal(Ms(0), ladder.Zero);
        Assert.Equal(steps, ladder.Ahead.Select(s => $"{s.Kind} {s.Seconds}"));
    }

    [Fact]
    public void A_check_ins_signs_lie_on_its_lane_at_their_moments()
    {
        var picture = Draw(Watched(), [Asked(), Fact(30, "CheckInLouder", "checkIn=1"), Fact(41, "CheckInAnswered", "checkIn=1 by=voice open=True")]);
        var checks = picture.Lanes[0];
        Assert.Equal(["asked 0", "louder 30", "answered 41"], checks.Signs.Select(s => $"{s.Kind} {(s.At - Ms(0)) / 1000}"));
        Assert.Equal("Check-in 1 answered by voice", checks.Signs[^1].Words);
        Assert.Contains("1 check-in answered, 0 missed", picture.Label, StringComparison.Ordinal);
    }

    [Fact]
    public void A_miss_shows_who_rang_how_long_until_a_key_showed_a_person_and_the_time_against_the_bound()
    {
        var session = Reaching(new Incident
        {
            Number = 1, Cause = Cause.MissedCheckIn, ZeroUtc = Due, OpenedUtc = At(75), Room = "r", EmsAtUtc = At(144),
            Owner = new Owner { Who = Party.Peer("p1"), AcceptedUtc = At(84) },
        });
        CallFact[] calls =
        [
            new("Peer:p1", At(76), At(80), null),
            new("Peer:p2", At(77), null, At(85)),
            new("Caller", At(30), null, At(86)),
        ];
        var picture = Draw(session, [Asked(), Missed(), Fact(84, "Accepted", "who=Peer:p1 seconds=84")], calls);
        Assert.Equal(["ring 76-80", "open 80-84", "person 84-"], Bars(picture, "Ana"));
        Assert.Equal(["ring 77-85"], Bars(picture, "Ben"));
        Assert.Equal(["ring 30-86"], Bars(picture, "Caller"));
        Assert.Equal("accepted", Assert.Single(Lane(picture, "Ana").Signs).Kind);
        var ladder = Assert.Single(picture.Ladders);
        Assert.True(ladder.Running);
        Assert.Equal(150, ladder.Bound);
        Assert.Equal(["ems 144"], ladder.Ahead.Select(s => $"{s.Kind} {s.Seconds}"));
        Assert.Equal(["person 84"], ladder.Measures.Select(m => $"{m.Kind} {m.Seconds}"));
        Assert.EndsWith("Ana takes it 84 s after it was due, within the bound of 150 s.", picture.Label, StringComparison.Ordinal);
    }

    [Fact]
    public void Ems_is_measured_by_when_it_rang_and_its_confirmation_shows_a_person()
    {
        var session = Reaching(new Incident
        {
            Number = 1, Cause = Cause.MissedCheckIn, ZeroUtc = Due, OpenedUtc = At(75), Room = "r", EmsAtUtc = At(120),
            Ems = new EmsReach { Wanted = true, Dials = 1, ConfirmedUtc = At(150) },
        });
        var picture = Draw(
            session,
            [Asked(), Missed(), Fact(120, "EmsDialled", "line=0 dial=1"), Fact(120, "CoordinatorsAlarmed"), Fact(150, "EmsConfirmed")],
            [new CallFact("Ems:0", At(121), At(126), null)]);
        Assert.Equal(["ring 121-126", "open 126-150", "person 150-"], Bars(picture, "EMS desk"));
        var ladder = Assert.Single(picture.Ladders);
        Assert.Empty(ladder.Ahead);
        Assert.Equal(["ems 121"], ladder.Measures.Select(m => $"{m.Kind} {m.Seconds}"));
        Assert.Equal("alarmed", Assert.Single(Lane(picture, "Coordinator").Signs).Kind);
        Assert.EndsWith("EMS confirms.", picture.Label, StringComparison.Ordinal);
    }

    [Fact]
    public void On_the_line_the_bound_of_a_past_miss_is_that_of_the_line_even_when_the_mode_has_changed_since()
    {
        var session = Watched() with { Mode = Mode.CallMe };
        var picture = Draw(session, [Asked(Mode.OnTheLine), Missed(45), Fact(70, "StoodDown", "by=caller")]);
        Assert.Equal([105, null], picture.Ladders.Select(l => l.Bound));
        Assert.Equal([false, false], picture.Ladders.Select(l => l.Running));
    }

    [Fact]
    public void Beyond_the_bound_is_said_so()
    {
        var picture = Draw(Watched(), [Asked(), Missed(), Fact(163, "Accepted", "who=Peer:p2")]);
        Assert.EndsWith("Ben takes it 163 s after it was due, beyond the bound of 150 s.", picture.Label, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_now_is_a_ladder_without_a_bound()
    {
        var session = Reaching(new Incident { Number = 1, Cause = Cause.HelpNow, ZeroUtc = At(10), OpenedUtc = At(10), Room = "r", EmsAtUtc = At(10), Ems = new EmsReach { Wanted = true } });
        var picture = Draw(session, [Fact(10, "HelpNow", "by=text"), Fact(11, "EmsDialled", "line=0 dial=1")]);
        var ladder = Assert.Single(picture.Ladders);
        Assert.Null(ladder.Bound);
        Assert.Equal("help", picture.Lanes[0].Signs[0].Kind);
        Assert.Equal(["ems 1"], ladder.Measures.Select(m => $"{m.Kind} {m.Seconds}"));
    }

    [Fact]
    public void A_talk_that_is_not_watched_has_lanes_only_for_who_was_rung()
    {
        var session = Watched() with { Watched = false, CheckIn = new CheckIn() };
        var picture = Draw(session, [Fact(0, "PersonAsked")], [new CallFact("Caller", null, At(0), null), new CallFact("Peer:p2", At(1), At(5), null)]);
        Assert.Equal(["Check-ins", "Caller", "Ben"], picture.Lanes.Select(l => l.Name));
        Assert.Equal(["open 0-"], Bars(picture, "Caller"));
        Assert.Empty(picture.Ladders);
    }

    [Fact]
    public void A_closed_session_has_nothing_ahead()
    {
        var session = Watched() with { ClosedUtc = At(60), Outcome = Outcome.Finished, CheckIn = new CheckIn() };
        var picture = Draw(session, [Asked(), Fact(20, "CheckInAnswered", "checkIn=1 by=text open=True"), Fact(60, "SessionClosed", "outcome=Finished")]);
        Assert.Empty(picture.Ladders);
        Assert.Equal("over", picture.Lanes[0].Signs[^1].Kind);
    }

    private static PictureView Draw(Session session, IReadOnlyList<Fact> history, params CallFact[] calls) =>
        SessionPicture.Of(new PictureFacts(session, new Timing(), history, calls));

    private static Session Watched() => new()
    {
        Id = "s", Code = "117", StartedUtc = At(-120), LastUtc = Due, Mode = Mode.TextMe, CheckIn = new CheckIn { Number = 1, DueUtc = Due },
    };

    private static Session Reaching(Incident incident) => Watched() with { Incident = incident, CheckIn = new CheckIn { Number = 1 } };

    private static Fact Asked(Mode mode = Mode.TextMe) => Fact(0, "CheckInDue", $"checkIn=1 due={Due:O} mode={mode}");

    private static Fact Missed(double seconds = 75) => Fact(seconds, "CheckInMissed", $"checkIn=1 due={Due:O}");

    private static Fact Fact(double seconds, string kind, string detail = "") => PhoneSimulator.View.Fact.Of(At(seconds), kind, detail);

    private static DateTimeOffset At(double seconds) => Due.AddSeconds(seconds);

    private static long Ms(double seconds) => At(seconds).ToUnixTimeMilliseconds();

    private static LaneView Lane(PictureView picture, string name) => picture.Lanes.Single(l => l.Name == name);

    private static IEnumerable<string> Bars(PictureView picture, string name) =>
        Lane(picture, name).Bars.Select(b => $"{b.Kind} {(b.From - Ms(0)) / 1000}-{(b.To - Ms(0)) / 1000}");
}
