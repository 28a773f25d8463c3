using System.Runtime.CompilerServices;
using Benchmarks.Rig;
using Microsoft.Extensions.Logging.Abstractions;
using PhoneCompany.People;
using PhoneCompany.Time;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Storage;
using SpotterBot.WakeUp;

namespace Scenarios;

/// <summary>
/// What a session asks of the store and of the phone company, step by step, counted and kept in the table <c>operations.csv</c> beside this file, on
/// which the README's costs stand. After a change: <c>OPERATIONS=write dotnet test tests/Scenarios --filter OperationsTests</c>.
/// </summary>
public sealed class OperationsTests(ITestOutputHelper output)
{
    private const string Head = "step,store reads,store writes,requests to the phone company,calls placed,text segments sent,text segments received";


    [Fact]
    public void What_each_step_asks_of_the_store_and_of_the_phone_company_is_in_the_table()
    {
        List<string> rows = [.. ByText(), .. OnTheLine(), .. ByCall(), .. APersonTakesIt(Mode.TextMe), .. APersonTakesIt(Mode.OnTheLine), .. EmsTakesIt(), .. Switched()];
        if (Environment.GetEnvironmentVariable("OPERATIONS") == "write")
        {
            File.WriteAllLines(Table(), [Head, .. rows]);
        }

        rows.ForEach(output.WriteLine);
        Assert.Equal([Head, .. rows], File.ReadAllLines(Table()));
    }

    [Fact]
    public void A_second_in_which_nothing_is_due_costs_one_query_for_each_shard_and_every_fifth_one_write()
    {
        var store = new CountingStore(new MemoryRowStore());
        using var s = new Scenario(store: store);
        s.WatchedByText();
        s.RunSeconds(5);
        store.Log = [];
        s.RunSeconds(20);
        Assert.Equal(20 * WakeUpIndex.Shards, store.Log.Count(call => (call.Verb, call.Table) == ("query", WakeUpIndex.Table)));
        Assert.Equal(20 / 5, store.Log.Count(call => (call.Verb, call.Table) == ("replace", "service")));
        Assert.Equal(20 * WakeUpIndex.Shards + (20 / 5), store.Log.Count);
        s.Finishes();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_processes_cost_one_write_and_one_read_every_fifth_second_to_whichever_of_them_the_hosts_timer_comes(bool hosted)
    {
        var store = new CountingStore(new MemoryRowStore());
        var time = new VirtualTime();
        Heartbeat first = new(store, time, NullLogger<Heartbeat>.Instance), second = new(store, time, NullLogger<Heartbeat>.Instance);
        for (var tick = 0; tick < 40; tick++)
        {
            if (tick == 20)
            {
                store.Log = [];
            }

            if (hosted && tick % 10 == 0)
            {
                second.TimerCame();
            }

            await first.BeatAsync(time.GetUtcNow());
            await second.BeatAsync(time.GetUtcNow());
            time.AdvanceBy(SweepLoop.Every);
        }

        Assert.Equal((20 / 5, 20 / 5, 0), (store.Log!.Count(c => c.Verb == "replace"), store.Log!.Count(c => c.Verb == "get"), store.Log!.Count(c => c.Verb is not ("replace" or "get"))));

        // The one knows of the other's timer, from the row.
        Assert.Equal(hosted ? 10 : null, (time.GetUtcNow() - second.TimerUtc)?.TotalSeconds);
        Assert.Equal(second.TimerUtc, first.TimerUtc);
    }

    private static IEnumerable<string> ByText()
    {
        using var tally = new Tally();
        var s = tally.Scenario;
        s.Caller.Texts("SPOT 2 at " + Walks.Place).Gets("I'm with you").Gets("Got it: Hamilton");
        yield return tally.Row("text: SPOT with a place");
        s.RunToCheckIn();
        s.Caller.Gets("Still with me");
        s.RunSeconds(4);
        s.Caller.Texts("1").Gets("Thanks");
        yield return tally.Row("text: a check-in asked and answered");
        s.RunSeconds(5);
        s.Finishes();
        yield return tally.Row("text: DONE");
    }

    private static IEnumerable<string> OnTheLine()
    {
        using var tally = new Tally();
        var s = tally.Scenario;
        s.WatchedOnTheLine(place: null);
        s.Caller.Hears("where are you").Says(Walks.Place).Hears("I heard").Presses("1").Hears("Got it").Hears("May I record").Presses("4").Hears("What should I call you").Presses("4").Hears("keep this").Presses("4");
        yield return tally.Row("on the line: a call, 1, the place by speech, the other questions skipped");
        s.RunToCheckIn();
        s.Caller.Hears("Still with me").Presses("1").Hears("Thanks");
        yield return tally.Row("on the line: a check-in asked and answered");
        s.RunSeconds(5);
        s.Caller.Presses("7").IsOffTheLine();
        yield return tally.Row("on the line: 7");
    }

    private static IEnumerable<string> ByCall()
    {
        using var tally = new Tally();
        var s = tally.Scenario;
        s.WatchedByCall();
        tally.Forget();
        s.RunToCheckIn();
        s.Caller.IsRung().Answers().Hears("Still with me").Presses("1").Hears("Thanks").HangsUp();
        yield return tally.Row("call: a check-in call answered");
        s.Finishes();
    }

    private static IEnumerable<string> APersonTakesIt(Mode mode)
    {
        using var tally = new Tally();
        var s = tally.Scenario;
        s.Watched(mode);
        s.PeerB.Is(Behaviour.NoAnswer).MayBeRung().MayGet(".");
        tally.Forget();
        s.Misses(mode);
        s.PeerA.TakesTheCase().IsBriefed();
        s.PeerA.SaysTheyAreOk().HangsUp();
        s.Caller.MayGet(".");
        s.RunSeconds(5);
        yield return tally.Row($"{Name(mode)}: a miss, two peers rung, one takes it and says they are OK");
        s.Finishes();
    }

    private static IEnumerable<string> EmsTakesIt()
    {
        using var tally = new Tally();
        var s = tally.Scenario;
        s.Watched(Mode.TextMe);
        s.PeerA.Is(Behaviour.NoAnswer).MayBeRung().MayGet(".");
        s.PeerB.Is(Behaviour.NoAnswer).MayBeRung().MayGet(".");
        s.Coordinator.Is(Behaviour.NoAnswer).MayBeRung().MayGet(".");
        tally.Forget();
        s.Misses(Mode.TextMe);
        s.Ems.TakesTheEmergency(within: 80);
        s.RunSeconds(30);
        yield return tally.Row("text: a miss that nobody takes, until EMS has confirmed");
        s.Caller.MayGet(".");
        s.Finishes();
    }

    private static IEnumerable<string> Switched()
    {
        using var tally = new Tally(store => Switch.Switched.On(store: store));
        var s = tally.Scenario;
        s.WatchedByText("30 at " + Walks.Place);
        s.RunSeconds(10);
        tally.Forget();
        s.Run(TimeSpan.FromMinutes(5));
        yield return tally.Row("five minutes of the dead man's switch, for one caller and one coordinator");
        s.Finishes();
    }

    private static string Name(Mode mode) => mode == Mode.OnTheLine ? "on the line" : "text";

    private static string Table([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "operations.csv");

    /// <summary>A scenario on a store that is counted, and what was asked since the last row.</summary>
    private sealed class Tally : IDisposable
    {
        private readonly CountingStore _store = new(new MemoryRowStore()) { Log = [] };
        private int _requests;
        private int _calls;
        private int _messages;

        public Tally(Func<IRowStore, Scenario>? begin = null)
        {
            Scenario = begin?.Invoke(_store) ?? new Scenario(store: _store);
            Forget();
        }

        public Scenario Scenario { get; }

        public void Forget() => Row("");

        public string Row(string step)
        {
            Scenario.RunSeconds(1);
            var calls = _store.Log!.Where(IsOfTheSession).ToList();
            var texts = Scenario.Network.Messages.Skip(_messages).Where(t => t.Status is not ("scheduled" or "canceled")).ToList();
            var row = string.Join(
                ',', step.Replace(",", ";", StringComparison.Ordinal), calls.Count(c => c.Verb is "get" or "query"), calls.Count(c => c.Verb is not ("get" or "query")),
                Scenario.Network.RestRequests.Count - _requests, Scenario.Network.Calls.Count - _calls,
                texts.Where(t => t.Direction != "inbound").Sum(t => t.Segments), texts.Where(t => t.Direction == "inbound").Sum(t => t.Segments));
            _store.Log = [];
            (_requests, _calls, _messages) = (Scenario.Network.RestRequests.Count, Scenario.Network.Calls.Count, Scenario.Network.Messages.Count);
            return row;
        }

        public void Dispose() => Scenario.Dispose();

        /// <summary>Not what goes by the clock however many sessions there are (what is due, what is open, slots of the pace that are over), nor what this test reads.</summary>
        private static bool IsOfTheSession(StoreCall call) => call switch
        {
            { Table: "pace" } => call.Verb == "insert",
            { Table: "service" } => false,
            { Verb: "query" } => call.Table == "roster",
            _ => true,
        };
    }
}
