using SpotterBot.Decisions;

namespace SpotterBot.Storage;

public enum PaceChannel
{
    Calls,
    Texts,

    /// <summary>Texts to be sent later: beside the others, for they cost the phone company a request and take no number's time.</summary>
    Scheduled,
}

/// <summary>
/// The outbound pace that all processes keep together: a slot is a row, and inserting it is the claim. Each second has as many slots as the
/// channel's rate. Where this second has none left the first free one ahead is taken, and the order waits for it: who comes first goes first, however
/// often others ask. Check-ins may take at most half of a second's slots (at one a second, those of even seconds), so that people are never behind
/// a crowd of check-ins. EMS waits for none: a wait in the phone company's own queue is possible then, and better than a certain one here.
/// </summary>
public sealed class PaceBook(IRowStore rows, int callsPerSecond, int textsPerSecond)
{
    private const string Table = "pace";

    /// <summary>Slots of the last seconds that were left free may still be taken: the pace is kept over a few seconds, not to the tick.</summary>
    private const int BurstSeconds = 3;

    /// <summary>So far ahead turns are given out. At that many in line the service is far beyond what it can serve, and coordinators know.</summary>
    private const int AheadSeconds = 600;

    /// <summary>A turn that nobody was there to take is over: whoever comes back does not send all of them at once.</summary>
    private static readonly TimeSpan TurnKept = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();

    /// <summary>Slots are taken from the first on: those below this one need not be tried again, unless they were given back.</summary>
    private readonly Dictionary<(PaceChannel Channel, long Second), Tried> _tried = [];

    /// <summary>Takes the first free slot: of this second, of the last few, or the next that comes. Null where every turn for minutes ahead is given out.</summary>
    public async ValueTask<Slot?> TakeAsync(PaceChannel channel, Urgency urgency, DateTimeOffset nowUtc)
    {
        var second = nowUtc.ToUnixTimeSeconds();
        var ahead = urgency == Urgency.Ems ? 0 : AheadSeconds;
        for (var step = 1 - BurstSeconds; step <= ahead; step++)
        {
            // This second, then those before it, then those to come.
            var at = step <= 0 ? second - (step + BurstSeconds - 1) : second + step;
            var open = Open(channel, urgency, at);
            while (Untried(channel, at, second, open) is { } number)
            {
                var slot = new Slot(DateTimeOffset.FromUnixTimeSeconds(at), number);
                if ((await rows.InsertAsync(Table, Row.New(Partition(channel), Key(slot), ("urgency", urgency.ToString())))).Done)
                {
                    return slot;
                }
            }
        }

        return urgency == Urgency.Ems ? new Slot(nowUtc, -1) : null;
    }

    /// <summary>Whether a turn is still to come, or may be taken now.</summary>
    public static bool Counts(Slot slot, DateTimeOffset nowUtc) => nowUtc - slot.Utc < TurnKept;

    /// <summary>Gives back a slot that was taken and is not used: somebody else has it.</summary>
    public async ValueTask ReturnAsync(PaceChannel channel, Slot slot)
    {
        if (slot.Number < 0 || !(await rows.DeleteAsync(Table, Partition(channel), Key(slot))).Done)
        {
            return;
        }

        lock (_gate)
        {
            if (_tried.TryGetValue((channel, slot.Utc.ToUnixTimeSeconds()), out var tried))
            {
                tried.Free.Add(slot.Number);
            }
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

    private int Open(PaceChannel channel, Urgency urgency, long second)
    {
        var rate = Math.Max(1, channel == PaceChannel.Calls ? callsPerSecond : textsPerSecond);
        return urgency != Urgency.CheckIn ? rate : rate > 1 ? rate / 2 : second % 2 == 0 ? 1 : 0;
    }

    /// <summary>The next slot of that second that may be free; null where all that this urgency may take are gone.</summary>
    private int? Untried(PaceChannel channel, long second, long thisSecond, int open)
    {
        lock (_gate)
        {
            if (!_tried.TryGetValue((channel, second), out var tried))
            {
                foreach (var old in _tried.Keys.Where(k => k.Second < thisSecond - (2 * BurstSeconds)).ToList())
                {
                    _tried.Remove(old);
                }

                _tried[(channel, second)] = tried = new Tried();
            }

            if (tried.Free.Count > 0 && tried.Free.Min < open)
            {
                var free = tried.Free.Min;
                tried.Free.Remove(free);
                return free;
            }

            return tried.Next >= open ? null : tried.Next++;
        }
    }

    private static string Key(Slot slot) => $"{slot.Utc.ToUnixTimeSeconds():D12}-{slot.Number:D4}";

    private static string Partition(PaceChannel channel) => channel switch
    {
        PaceChannel.Calls => "calls",
        PaceChannel.Texts => "texts",
        _ => "scheduled",
    };

    private sealed class Tried
    {
        public int Next { get; set; }

        public SortedSet<int> Free { get; } = [];
    }
}
