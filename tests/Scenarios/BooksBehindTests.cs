using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Storage;

namespace Scenarios;

/// <summary>A part of the store fails or a part of it cannot be read: what is saved is acted on all the same, and at once. Promises 1, 2.</summary>
public sealed class BooksBehindTests
{
    [Fact]
    public void A_decision_that_stands_is_carried_out_though_history_and_index_refuse_what_follows_it()
    {
        var store = new PartlyBroken(new MemoryRowStore());
        using var s = new Scenario(store: store).NobodyPicksUp();
        s.ErrorsExpected = true;
        s.WatchedByText();
        s.Caller.MayGet(".").MayBeRung();
        s.RunToCheckIn();
        var due = s.DueUtc;
        store.Refuses = (verb, table) => (verb, table) is ("insert", "history") or ("delete", "wakeups") or ("delete", "opensessions");
        s.Ems.IsRung(within: 130);
        Assert.InRange(s.Ems.SecondsUntilRung(due), Walks.EmsOf(Mode.TextMe), Walks.EmsOf(Mode.TextMe) + 3);
        Assert.InRange(s.PeerA.SecondsUntilRung(due), Walks.MissOf(Mode.TextMe), Walks.MissOf(Mode.TextMe) + 3);
        store.Refuses = null;
        s.Finishes();
    }

    /// <summary>Eight callers, so that more than one shard has somebody in it.</summary>
    [Fact]
    public void A_shard_of_the_wake_ups_that_cannot_be_read_keeps_nobody_in_the_others_asleep()
    {
        var store = new PartlyBroken(new MemoryRowStore());
        using var s = new Scenario(store: store).NobodyPicksUp();
        s.ErrorsExpected = true;
        List<Actor> callers = [.. Enumerable.Range(0, 8).Select(i => new Actor(s, $"caller {i}", $"+190555504{i:D2}"))];
        foreach (var caller in callers)
        {
            caller.Texts("SPOT 2 at " + Walks.Place).Gets("I'm with you").MayGet(".").MayBeRung();
        }

        store.Refuses = (verb, partition) => (verb, partition) is ("query", "w00");
        s.RunSeconds(130);
        var asked = callers.Count(c => s.Network.Messages.Any(m => m.To == c.Number && m.Body.StartsWith("Still with me", StringComparison.Ordinal)));
        Assert.InRange(asked, 4, 8);
        store.Refuses = null;
        s.RunSeconds(15);
        Assert.All(callers, c => Assert.Contains(s.Network.Messages, m => m.To == c.Number && m.Body.StartsWith("Still with me", StringComparison.Ordinal)));
    }

    /// <summary>Refuses what it is told to, by verb and table, or by verb and partition.</summary>
    private sealed class PartlyBroken(IRowStore inner) : IRowStore
    {
        public Func<string, string, bool>? Refuses { get; set; }

        public ValueTask<Row?> GetAsync(string table, string partitionKey, string rowKey) => inner.GetAsync(table, partitionKey, rowKey);

        public ValueTask<Write> InsertAsync(string table, Row row) => Unless("insert", table, row.PartitionKey, () => inner.InsertAsync(table, row));

        public ValueTask<Write> ReplaceAsync(string table, Row row) => inner.ReplaceAsync(table, row);

        public ValueTask<Write> DeleteAsync(string table, string partitionKey, string rowKey, string? eTag = null) =>
            Unless("delete", table, partitionKey, () => inner.DeleteAsync(table, partitionKey, rowKey, eTag));

        public ValueTask<IReadOnlyList<Row>> QueryAsync(string table, string partitionKey, string from, string to, int most) =>
            Unless("query", table, partitionKey, () => inner.QueryAsync(table, partitionKey, from, to, most));

        private ValueTask<T> Unless<T>(string verb, string table, string partition, Func<ValueTask<T>> act) =>
            Refuses?.Invoke(verb, table) == true || Refuses?.Invoke(verb, partition) == true ? throw new IOException("That part of the store is away.") : act();
    }
}
