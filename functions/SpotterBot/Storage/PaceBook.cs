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

    private readonly Lock _gate = new();

    /// <summary>Slots are taken from the first on, and none is given back: those below this one need not be tried again.</summary>
    private readonly Dictionary<(PaceChannel Channel, long Second), int> _next = [];

    /// <summary>Takes a slot now, or says there is none.</summary>
    public async ValueTask<bool> TryTakeAsync(PaceChannel channel, Urgency urgency, DateTimeOffset nowUtc)
    {
        var second = nowUtc.ToUnixTimeSeconds();
        var rate = Math.Max(1, channel == PaceChannel.Calls ? callsPerSecond : textsPerSecond);
        for (var at = second; at > second - BurstSeconds; at--)
        {
            var open = urgency == Urgency.CheckIn ? rate == 1 ? (at % 2 == 0 ? 1 : 0) : rate / 2 : rate;
            while (Untried(channel, at, open) is { } slot)
            {
                if ((await rows.InsertAsync(Table, Row.New(Partition(channel), $"{at:D12}-{slot:D4}", ("urgency", urgency.ToString())))).Done)
                {
                    return true;
                }
            }
        }

        return urgency == Urgency.Ems;
    }

    /// <summary>The next slot of that second that may be free; null where all that this urgency may take are gone.</summary>
    private int? Untried(PaceChannel channel, long second, int open)
    {
        lock (_gate)
        {
            var next = _next.GetValueOrDefault((channel, second));
            if (next >= open)
            {
                return null;
            }

            if (next == 0)
            {
                foreach (var old in _next.Keys.Where(k => k.Second < second - (2 * BurstSeconds)).ToList())
                {
                    _next.Remove(old);
                }
            }

            _next[(channel, second)] = next + 1;
            return next;
        }
    }

    /// <summary>Drops the slots of a minute ago and older.</summary>
    public async ValueTask CleanAsync(DateTimeOffset nowUtc)
    {
        var until = $"{(nowUtc - KeptFor).ToUnixTimeSeconds():D12}";
        foreach (var channel in Enum.GetValues<PaceChannel>())
        {
            await rows.DeleteRangeAsync(Table, Partition(channel), "0", until);
        }
    }

    private static string Partition(PaceChannel channel) => channel == PaceChannel.Calls ? "calls" : "texts";
}
