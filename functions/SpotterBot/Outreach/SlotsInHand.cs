using SpotterBot.Decisions;
using SpotterBot.Storage;

namespace SpotterBot.Outreach;

/// <summary>
/// The slots of the pace that were taken for one event. Whoever loses a race decides again, and has them still; what the decision that stands does
/// not use is given back.
/// </summary>
public sealed class SlotsInHand(PaceBook pace)
{
    private readonly List<Held> _held = [];

    /// <summary>The decision that used them did not stand.</summary>
    public void BeginAgain() => _held.ForEach(h => h.Used = false);

    /// <summary>One that is in hand, or else a new one; null where every turn for minutes ahead is given out.</summary>
    public async ValueTask<Slot?> TakeAsync(PaceChannel channel, Urgency urgency, DateTimeOffset now)
    {
        if (_held.Find(h => !h.Used && h.Channel == channel && h.Urgency == urgency && PaceBook.Counts(h.Slot, now)) is { } held)
        {
            held.Used = true;
            return held.Slot;
        }

        if (await pace.TakeAsync(channel, urgency, now) is not { } slot)
        {
            return null;
        }

        _held.Add(new Held(channel, urgency, slot) { Used = true });
        return slot;
    }

    /// <summary>Gives back what is in hand and not used, and the turns of orders that are wanted no more.</summary>
    /// <param name="before">What was pending before the decision that stands.</param>
    /// <param name="after">And after it.</param>
    public async ValueTask ReturnAsync(IEnumerable<Pending> before, IReadOnlyCollection<Pending> after)
    {
        foreach (var held in _held.Where(h => !h.Used))
        {
            await pace.ReturnAsync(held.Channel, held.Slot);
        }

        foreach (var dropped in before.Where(b => b is { Slot: not null, ClaimedUntilUtc: null } && !after.Any(a => a.Attempt == b.Attempt)))
        {
            await pace.ReturnAsync(ChannelOf(dropped.Intent)!.Value, dropped.Slot!);
        }
    }

    /// <summary>Which pace an order keeps to; null for none.</summary>
    public static PaceChannel? ChannelOf(Intent intent) => intent switch
    {
        Intent.PlaceCall => PaceChannel.Calls,
        Intent.SendText => PaceChannel.Texts,
        Intent.ScheduleText => PaceChannel.Scheduled,
        _ => null,
    };

    private sealed record Held(PaceChannel Channel, Urgency Urgency, Slot Slot)
    {
        public bool Used { get; set; }
    }
}
