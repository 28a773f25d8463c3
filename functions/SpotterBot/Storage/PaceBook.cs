using SpotterBot.Decisions;

namespace SpotterBot.Storage;

public enum PaceChannel
{
    Calls,
    Texts,
}

/// <summary>
/// The outbound pace that all processes keep together: a slot is a row, and inserting it is the claim. Each second has as many slots as the
/// channel's rate; check-ins may take at most half of them (at one a second, those of even seconds), so that people and EMS are never behind
/// a crowd of check-ins. EMS that finds every slot taken goes ahead all the same: a wait in the phone company's own queue is possible then,
/// and better than a certain one here.
/// </summary>
public sealed class PaceBook(IRowStore rows, int callsPerSecond, int textsPerSecond)
{
    private const string Table = "pace";

    /// <summary>Slots of the last seconds that were left free may still be taken: the pace is kept over a few seconds, not to the tick.</summary>
    private const int BurstSeconds = 3;

    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);

    /// <summary>Takes a slot now, or says there is none.</summary>
    public async ValueTask<bool> TryTakeAsync(PaceChannel channel, Urgency urgency, DateTimeOffset nowUtc)
    {
        var second = nowUtc.ToUnixTimeSeconds();
        var rate = Math.Max(1, channel == PaceChannel.Calls ? callsPerSecond : textsPerSecond);
        for (var at = second; at > second - BurstSeconds; at--)
        {
            var open = urgency == Urgency.CheckIn ? rate == 1 ? (at % 2 == 0 ? 1 : 0) : rate / 2 : rate;
            for (var slot = 0; slot < open; slot++)
            {
                if ((await rows.InsertAsync(Table, Row.New(Partition(channel), $"{at:D12}-{slot:D4}", ("urgency", urgency.ToString())))).Done)
                {
                    return true;
                }
            }
        }

        return urgency == Urgency.Ems;
    }

    /// <summary>Drops the slots of a minute ago and older.</summary>
    public async ValueTask CleanAsync(DateTimeOffset nowUtc)
    {
        var until = $"{(nowUtc - KeptFor).ToUnixTimeSeconds():D12}";
        foreach (var channel in Enum.GetValues<PaceChannel>())
        {
            foreach (var row in await rows.QueryAsync(Table, Partition(channel), "0", until, 1000))
            {
                await rows.DeleteAsync(Table, row.PartitionKey, row.RowKey);
            }
        }
    }

    private static string Partition(PaceChannel channel) => channel == PaceChannel.Calls ? "calls" : "texts";
}
