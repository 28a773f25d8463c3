using Exploration.Model;
using SpotterBot.Decisions.Sessions;

namespace SpotterBot.Decisions.Tests;

/// <summary>Promise 8: whatever comes, in whatever state, has an answer, and changes nothing it should not.</summary>
public sealed class EveryPairTests
{
    /// <summary>Sessions as they are met with in the life of the scenarios, one of each kind.</summary>
    private static IEnumerable<(string Name, World World)> Scenarios()
    {
        yield return ("text", World.ByText().To(600));
        yield return ("no place", World.ByText(place: false).To(500));
        yield return ("line", World.ByVoice().To(400));
        yield return ("call", World.ByCall().To(500));
        yield return ("asked", World.ByVoice(place: false).To(20));
        yield return ("read back", World.ByVoice(place: false).To(5).Say(Party.Caller, "14 Main Street Hamilton").To(40));
        yield return ("which town", World.ByVoice(place: false).To(5).Say(Party.Caller, "14 Main Street").Run(1).Say(Party.Caller, "Hamilton").Press(Party.Caller, "3").Press(Party.Caller, "12").To(60));
        yield return ("all the questions", World.ByVoice(place: false).To(5).Say(Party.Caller, "14 Main Street Hamilton").Press(Party.Caller, "1").Press(Party.Caller, "1").Record("RE1").Say(Party.Caller, "Sam").Press(Party.Caller, "1").To(300));
        yield return ("a recording, then silence", World.ByVoice(place: false).To(5).Say(Party.Caller, "14 Main Street Hamilton").Press(Party.Caller, "1").Press(Party.Caller, "1").Press(Party.Caller, "1").Record("RE1").To(180).Take(World.P1).To(300));
        yield return ("call-back", World.ByVoice(number: null, texts: TextChannel.None, place: false).To(5).Press(Party.Caller, "9055550124").Press(Party.Caller, "1").To(60).HangUp(Party.Caller).To(120));
        yield return ("changing", World.ByVoice().To(5).Press(Party.Caller, "3").Press(Party.Caller, "3").Press(Party.Caller, "3").Press(Party.Caller, "1").Press(Party.Caller, "9").To(30));
        yield return ("help, no place", World.ByVoice("9", place: false).To(5).Say(Party.Caller, "14 Main Street").Run(2).Say(Party.Caller, "Hamilton").To(60));
        yield return ("no number", World.ByVoice(number: null, texts: TextChannel.None).To(5).HangUp(Party.Caller).To(300));
        yield return ("taken", World.ByText().To(200).Take(World.P1).To(260).Star(World.P1, "6").To(600));
        yield return ("taken by text", World.ByText().To(200).CaseText(World.P1, "1").CaseText(World.P1, "6").To(600));
        yield return ("joined", World.ByVoice().To(170).Take(World.P1).To(230).Answer(World.Ems).Press(World.Ems, "0").Run(60));
        yield return ("handed over", World.ByText().To(200).Take(World.P1).Star(World.P1, "4").Take(World.P2).To(300));
        yield return ("coordinator", World.ByText().To(200).Take(World.P1).Star(World.P1, "0").Take(World.C1).HangUp(World.P1).To(300));
        yield return ("confirmed", World.ByText().To(241).Answer(World.Ems).Press(World.Ems, "1").To(400));
        yield return ("stood down", World.ByText().To(241).Answer(World.Ems).Text("1").To(260));
        yield return ("standing down open", World.ByText().To(241).Answer(World.Ems).Text("1").HangUp(World.Ems).Take(World.P1).Star(World.P1, "9").To(300));
        yield return ("confirmed then ok", World.ByText().To(241).Answer(World.Ems).Press(World.Ems, "1").Text("1").Run(2).Take(World.P1).Run(60));
        yield return ("finishing", World.ByText().To(241).Answer(World.Ems).Text("7").To(400));
        yield return ("talk", World.ByVoice("0").To(5).Take(World.P1).To(60).HangUp(World.P1).To(100));
        yield return ("chosen", World.ByText().Text("FIRST 905 555 0166").To(200).Take(Party.Chosen).To(300));
        yield return ("closed", World.ByText().To(200).Text("7").Run(100));
        var stuck = World.ByText();
        stuck.Phones["Peer"] = Phone.Stuck;
        stuck.Phones["Ems"] = Phone.NoReceipt;
        yield return ("stuck", stuck.To(330));
        var bad = World.ByText();
        bad.Phones["Ems"] = Phone.Invalid;
        bad.Phones["Peer"] = Phone.Voicemail;
        yield return ("no line", bad.To(400));
    }

    /// <summary>Of all sessions seen, one of each shape.</summary>
    private static List<Session> Reachable() =>
    [
        .. Scenarios().SelectMany(s => s.World.Seen).DistinctBy(Shape),
    ];

    private static string Shape(Session s) => string.Join('|',
        s.Open, s.Watched, s.Mode == Mode.OnTheLine, s.Texts, s.CheckIn.Stage, s.LineLostUtc is null, s.FinishWhenQuiet, s.Place is null,
        s.Incident?.Cause, s.Incident?.Phase, s.Incident?.Owner?.Who.Kind, s.Incident?.Owner?.HoldUntilUtc is null, s.Incident?.Owner?.HandingOver, s.Incident?.LastRung, s.Incident?.Ems.Wanted,
        s.Incident?.Ems.ConfirmedUtc is null, s.OnLine.Open, s.OwnWords is null, s.Place?.Unconfirmed,
        string.Join(',', s.LiveLegs.Select(l => $"{l.Who.Kind}{l.State}{l.Asked}{l.Confirmed}{l.Unwanted}").Distinct().Order()));

    [Fact]
    public void Every_state_has_an_answer_to_every_happening()
    {
        var sessions = Reachable();
        Assert.True(sessions.Count > 150, $"{sessions.Count} kinds of session");
        var pairs = 0;
        foreach (var session in sessions)
        {
            foreach (var happening in AnyHappening.In(session))
            {
                pairs++;
                Decision decision;
                string Story() => $"{happening} in {Shape(session)}";
                try
                {
                    decision = Decider.Decide(session, happening, World.Standard, session.LastUtc);
                }
                catch (Exception e)
                {
                    throw new InvalidOperationException(Story(), e);
                }

                Promises.Hold(decision.Session, decision.NextWakeUtc, decision.Answer, Story);
                Settles(decision, Story);
            }
        }

        Assert.True(pairs > 20_000, $"{pairs} pairs");
        TestContext.Current.TestOutputHelper?.WriteLine($"{sessions.Count} kinds of session, {pairs} pairs");
    }

    /// <summary>A wake-up at its moment moves on: the next one lies ahead.</summary>
    private static void Settles(Decision decision, Func<string> story)
    {
        if (decision.NextWakeUtc is not { } wake)
        {
            return;
        }

        var next = Decider.Decide(decision.Session, new Happening.TimePassed(), World.Standard, wake);
        for (var i = 0; i < 3 && next.NextWakeUtc == wake; i++)
        {
            next = Decider.Decide(next.Session, new Happening.TimePassed(), World.Standard, wake);
        }

        if (next.NextWakeUtc == wake)
        {
            Assert.Fail($"The wake-up spins after {story()}");
        }
    }

    /// <summary>
    /// A walk at random through what may come, then a world in which everything works again: each session comes to its end,
    /// and nobody stays claimed or linked.
    /// </summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void After_any_shuffle_every_session_comes_to_its_end(int seed)
    {
        var random = new Random(seed);
        var world = (seed % 4) switch
        {
            0 => World.ByVoice(place: seed % 8 == 0),
            1 => World.ByText(),
            2 => World.ByText(place: false),
            _ => World.ByVoice(random.Next(2) == 0 ? "0" : "9"),
        };
        var kinds = Enum.GetValues<Phone>();
        for (var step = 0; step < 60 && world.S.Open; step++)
        {
            foreach (var who in (string[])["Caller", "Peer", "Ems", "Coordinator"])
            {
                world.Phones[who] = kinds[random.Next(kinds.Length)];
            }

            world.Run(random.Next(40));
            var all = AnyHappening.In(world.S).ToList();
            world.Feed(all[random.Next(all.Count)]);
        }

        foreach (var who in (string[])["Caller", "Peer", "Ems", "Coordinator"])
        {
            world.Phones[who] = Phone.Rings;
        }

        world.Heal();
        world.Run(TimeSpan.FromMinutes(30));
        if (world.S.Open)
        {
            world.Text("1").Run(3);
            world.Run(70).Text("done").Run(TimeSpan.FromHours(5));
        }

        Assert.False(world.S.Open, world.Describe());
        world.Run(TimeSpan.FromHours(80));
        Assert.Null(world.Wake);
        Assert.Null(world.S.Place);
        Assert.Null(world.S.CallerNumber);
    }

    /// <summary>A few walks each time, and those that once found something. More: raise the count.</summary>
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 24), 65, 81, 780, 815, 1224, 1455, 1731, 1747, 1805, 1924, 2019, 2235, 2328, 2554, 2708, 2867];

    [Fact]
    public void The_facts_may_change_under_a_session()
    {
        Facts[] others = [new Facts(), World.Standard with { Areas = [] }, World.Standard with { Peers = [], Coordinators = [] }];
        foreach (var session in Reachable())
        {
            foreach (var facts in others)
            {
                foreach (var later in (double[])[0, 20, 400, 90_000])
                {
                    var decision = Decider.Decide(session, new Happening.TimePassed(), facts, session.LastUtc.AddSeconds(later));
                    Promises.Awake(decision.Session, decision.NextWakeUtc, () => $"{later} s later in {Shape(session)}");
                    Settles(decision, () => $"{later} s later in {Shape(session)}");
                }
            }
        }
    }

    [Fact]
    public void Old_steps_doubles_and_ends_twice_change_nothing()
    {
        var world = World.ByVoice().To(125);
        var call = world.CallTo(Party.Caller);
        var document = call.Document!;
        world.Press(Party.Caller, "2");
        var due = world.S.CheckIn.DueUtc;
        world.Feed(new Happening.LegAsks(call.LegId, call.Sid, document.Step, document.CheckIn, "7"));
        Assert.True(world.S.Open);
        Assert.Equal(due, world.S.CheckIn.DueUtc);
        Assert.True(world.Noted(HistoryKind.LateKey));
        world.HangUp(Party.Caller);
        var ended = world.S with { HistoryCount = 0 };
        world.Feed(new Happening.CallStatus(call.LegId, call.Sid, LegState.Ended, LegEnd.HungUp, 101));
        world.Feed(new Happening.CallStatus(call.LegId, call.Sid, LegState.Answered, LegEnd.None, 50));
        world.Feed(new Happening.CallPlaced(call.LegId, call.Sid));
        Assert.Equal(ended.CheckIn, world.S.CheckIn);
        Assert.Equal(ended.Mode, world.S.Mode);
        Assert.False(world.S.LiveLegs.Any());
    }

    [Fact]
    public void A_key_for_an_earlier_check_in_is_known_as_one()
    {
        var world = World.ByVoice().To(125);
        var call = world.CallTo(Party.Caller);
        world.Feed(new Happening.LegAsks(call.LegId, call.Sid, call.Document!.Step, world.S.CheckIn.Number - 1, "1"));
        Assert.True(world.S.CheckIn.IsOpen);
    }

    [Fact]
    public void Statuses_out_of_order_do_not_unsettle_a_leg()
    {
        var world = World.ByText().To(200);
        var call = world.CallTo(World.P1);
        call.State = LegState.Answered;
        world.Feed(new Happening.CallStatus(call.LegId, call.Sid, LegState.Answered, LegEnd.None, 3));
        world.Feed(new Happening.CallStatus(call.LegId, call.Sid, LegState.Ringing, LegEnd.None, 1));
        world.Feed(new Happening.CallStatus(call.LegId, call.Sid, LegState.Answered, LegEnd.None, 3));
        Assert.Equal(LegState.Answered, world.S.Leg(call.LegId)!.State);
    }

    [Fact]
    public void A_key_of_the_document_before_counts_while_the_leg_is_told_to_move_on()
    {
        var world = World.ByVoice().To(119);
        var call = world.CallTo(Party.Caller);
        world.CarriesOut = false;
        world.Now = World.Zero.AddSeconds(120);
        world.Feed(new Happening.TimePassed());
        Assert.True(world.S.Leg(call.LegId)!.Redirecting);
        world.Press(Party.Caller, "1");
        Assert.False(world.S.CheckIn.IsOpen);
    }

    [Fact]
    public void Nothing_that_comes_after_the_close_opens_it_again()
    {
        var world = World.ByText().To(10).Text("7");
        foreach (var happening in AnyHappening.In(world.S))
        {
            Assert.False(Decider.Decide(world.S, happening, World.Standard, world.Now).Session.Open);
        }
    }
}
