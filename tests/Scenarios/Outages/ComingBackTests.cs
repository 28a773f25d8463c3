using PhoneCompany.People;
using Scenarios.Support;
using Simulation;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Sessions;
using SpotterBot.Storage;
using SpotterBot.WakeUp;

namespace Scenarios.Outages;

/// <summary>Nobody was there for a while: what the people on the phones hear of it, and what is not lost between two processes.</summary>
public sealed class ComingBackTests
{
    [Fact]
    public void Who_was_left_alone_is_told_and_asked_by_text_and_by_call_at_once()
    {
        using var s = new Scenario();
        s.WatchedByText();
        Dead(s, TimeSpan.FromMinutes(10));
        s.Caller.Gets("I was away for 10 min and could not check on you. Are you OK\\? Reply 1", within: 5);
        s.Caller.IsRung(within: 3).Answers().Hears("I was away 10 minutes. Are you OK").Presses("1").Hears("Thanks");
        s.Caller.HangsUp();
        s.Coordinator.Gets("I was away from .* UTC. 1 session is open. 1 had something due");
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Who_answered_while_nobody_heard_is_asked_again_and_nobody_is_sent()
    {
        using var s = new Scenario();
        s.WatchedByText().IsAsked(Mode.TextMe);
        s.Program.Kill();
        s.Caller.Texts("1");
        s.Run(TimeSpan.FromMinutes(10));
        s.Start(new Life());
        s.Caller.MayBeRung().Gets("I was away for 10 min", within: 5);
        s.RunSeconds(4);
        s.Caller.Texts("1").Gets("Thanks");
        s.Coordinator.Gets("I was away from");
        s.Finishes();
        s.Silence();
        Assert.Empty(s.PeerA.RungUtc);
        Assert.Empty(s.Ems.RungUtc);
    }

    [Fact]
    public void Who_does_not_answer_then_is_helped_sooner_than_otherwise_and_the_peer_and_the_desk_hear_how_much_of_the_silence_was_ours()
    {
        using var s = new Scenario();
        s.Caller.Is(Behaviour.NoAnswer).MayBeRung();
        s.WatchedByText();
        var back = Dead(s, TimeSpan.FromMinutes(10));
        s.Caller.Gets("I was away for 10 min").MayGet(".");
        s.PeerB.MayBeRung().MayGet(".");
        s.Coordinator.MayGet(".").MayBeRung();
        s.PeerA.IsRung(within: 60).Gets("someone needs a person");
        Assert.InRange((s.Now - back).TotalSeconds, 40, 55);
        s.PeerA.Answers().Hears("Press 1 to take it").Presses("1").Hears("Last heard 1[123] minutes ago. I was away for 10 minutes of that");
        s.PeerA.IsBriefed().Presses("*").Hears("ambulance").Presses("9");
        s.Ems.IsRung().Answers().Hears("They were last heard 1[1234] minutes ago. My service was down for 10 minutes of that", within: 60);
        s.Program.Kill();
    }

    [Fact]
    public void A_ladder_goes_on_at_once_and_ems_is_rung_whose_time_has_passed()
    {
        using var s = new Scenario();
        s.WatchedByText().Misses(Mode.TextMe);
        s.NobodyPicksUp();
        s.Caller.MayBeRung();
        var back = Dead(s, TimeSpan.FromMinutes(10));
        s.Ems.IsRung(within: 5);
        Assert.InRange((s.Now - back).TotalSeconds, 0, 4);
        s.Caller.Gets("I was away for 10 min. You had not answered before, so I'm calling people again now");
        s.Program.Kill();
    }

    [Fact]
    public void A_short_absence_in_which_nothing_was_due_is_not_worth_a_word()
    {
        using var s = new Scenario();
        s.WatchedByText("5 at " + Walks.Place);
        Dead(s, TimeSpan.FromMinutes(2));
        s.RunToCheckIn();
        Answers(s);
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void While_another_process_lives_nobody_was_away()
    {
        using var s = new Scenario();
        s.WatchedByText();
        var first = s.Program;
        s.RunSeconds(60);
        var second = s.Start(new Life());
        s.RunSeconds(6);
        first.Kill();
        s.RunToCheckIn();
        Answers(s);
        s.RunSeconds(60);
        s.Start(new Life());
        s.RunSeconds(6);
        second.Kill();
        s.RunToCheckIn();
        Answers(s);
        s.Finishes();
        s.Silence();
    }

    [Fact]
    public void Who_loses_a_race_gives_back_the_slots_it_took()
    {
        var store = new Overtaken(new MemoryRowStore());
        using var s = new Scenario(store: store);
        store.Now = () => s.Now;
        var first = s.Inside;
        s.Start(new Life());
        var second = s.Inside;
        var crowd = new Crowd(s, 20);
        var texts = s.Network.RestRequests.Count(r => r.CreatesMessage);
        var due = crowd.Standing();

        // Whenever one process is about to save a session, the other has just done so.
        store.Overtake = () =>
        {
            first.Get<Sweep>().RunAsync().AsTask().GetAwaiter().GetResult();
            second.Get<Sweep>().RunAsync().AsTask().GetAwaiter().GetResult();
        };
        var from = s.Now;
        crowd.Run(due[^1].DueUtc - from + TimeSpan.FromSeconds(30), answer: true);
        Assert.True(store.Overtakings >= 20, $"{store.Overtakings} races");
        Assert.Equal(20, s.Network.Messages.Count(m => m.Body.StartsWith("Still with me", StringComparison.Ordinal)));
        var sent = s.Network.RestRequests.Count(r => r.CreatesMessage) - texts;
        Assert.Equal(sent, store.TextSlots(from));
        Assert.True(store.GivenBack >= 15, $"{store.GivenBack} given back");
        first.Kill();
        s.Program.Kill();
    }

    [Fact]
    public void What_died_while_it_began_sessions_makes_nobody_hear_for_long_that_it_is_very_busy()
    {
        var store = new MemoryRowStore();
        using var s = new Scenario(store: store);
        for (var i = 0; i <= s.Inside.Get<LoadGauge>().Capacity; i++)
        {
            // The marker and the index row stand, and the session never comes.
            var dying = new MortalStore(store, new Life { DiesAtEffect = 3 });
            _ = new SessionRows(dying, new WakeUpIndex(dying, $"dying{i}", s.Time), s.Time).CreateAsync($"cut{i}", [1], s.Now).AsTask();
        }

        s.Coordinator.MayGet(".");
        s.WatchedByText();
        s.Caller.Gets("very busy");
        s.Finishes();
        s.Run(TimeSpan.FromMinutes(21));
        s.WatchedByText().Finishes();
        s.Silence();
    }

    private static void Answers(Scenario s)
    {
        s.Caller.Gets("Still with me");
        s.RunSeconds(4);
        s.Caller.Texts("1").Gets("Thanks");
    }

    private static DateTimeOffset Dead(Scenario s, TimeSpan span)
    {
        s.Program.Kill();
        s.Run(span);
        s.Start(new Life());
        return s.Now;
    }

    /// <summary>A store in which others come first now and then; it keeps count of the slots that stand.</summary>
    private sealed class Overtaken(IRowStore inner) : IRowStore
    {
        private readonly HashSet<string> _slots = [];
        private readonly HashSet<string> _overtaken = [];
        private bool _within;

        public Action? Overtake { get; set; }

        public Func<DateTimeOffset> Now { get; set; } = () => DateTimeOffset.MinValue;

        public int GivenBack { get; private set; }

        public int Overtakings { get; private set; }

        /// <summary>Slots of texts from that second on that were taken and not given back.</summary>
        public int TextSlots(DateTimeOffset from) => _slots.Count(key => string.CompareOrdinal(key, $"{from.ToUnixTimeSeconds():D12}") >= 0);

        public ValueTask<Row?> GetAsync(string table, string partitionKey, string rowKey) => inner.GetAsync(table, partitionKey, rowKey);

        public async ValueTask<Write> InsertAsync(string table, Row row)
        {
            var write = await inner.InsertAsync(table, row);
            if (write.Done && table == "pace" && row.PartitionKey == "texts")
            {
                _slots.Add(row.RowKey);
            }

            return write;
        }

        public ValueTask<Write> ReplaceAsync(string table, Row row)
        {
            if (table == "sessions" && Overtake is not null && !_within && _overtaken.Add($"{row.RowKey}/{row.Number("version")}"))
            {
                (_within, Overtakings) = (true, Overtakings + 1);
                Overtake();
                _within = false;
            }

            return inner.ReplaceAsync(table, row);
        }

        public ValueTask<Write> DeleteAsync(string table, string partitionKey, string rowKey, string? eTag = null)
        {
            // What is cleaned up after a minute was used; what is given back is fresh, or still to come.
            if (table == "pace" && string.CompareOrdinal(rowKey, $"{(Now() - TimeSpan.FromSeconds(30)).ToUnixTimeSeconds():D12}") >= 0)
            {
                _slots.Remove(rowKey);
                GivenBack++;
            }

            return inner.DeleteAsync(table, partitionKey, rowKey, eTag);
        }


        public ValueTask DeleteRangeAsync(string table, string partitionKey, string from, string to) => inner.DeleteRangeAsync(table, partitionKey, from, to);

        public ValueTask<IReadOnlyList<Row>> QueryAsync(string table, string partitionKey, string from, string to, int most) => inner.QueryAsync(table, partitionKey, from, to, most);
    }
}
