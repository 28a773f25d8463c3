using SpotterBot.Decisions;

namespace SpotterBot.Settings;

/// <summary>The clock of the watch and of the ladder. Production keeps the bound; Development keeps only the order.</summary>
internal static class TimingSettings
{
    /// <summary>From a ladder's last step on the line until EMS rings: the wake-up, a place in the pace, the call's own create.</summary>
    private static readonly TimeSpan OnLineSlack = TimeSpan.FromSeconds(15);

    /// <inheritdoc cref="OnLineSlack"/>
    private static readonly TimeSpan OffLineSlack = TimeSpan.FromSeconds(30);

    public static Timing Read(SettingsReader reader)
    {
        var usual = new Timing();
        var timing = usual with
        {
            FirstInterval = reader.Time("Spotting:FirstInterval", usual.FirstInterval, Minutes(1), Minutes(60)),
            FirstIntervalFor = reader.Time("Spotting:FirstIntervalFor", usual.FirstIntervalFor, Minutes(0), Minutes(240)),
            Interval = reader.Time("Spotting:Interval", usual.Interval, Minutes(1), Minutes(60)),
            MoreTime = reader.Time("Spotting:MoreTime", usual.MoreTime, Minutes(1), usual.MoreTimeAtMost),
            EarliestReply = reader.Time("Spotting:EarliestReply", usual.EarliestReply, Seconds(1), Seconds(30)),
            RepeatWindow = reader.Time("Spotting:RepeatWindow", usual.RepeatWindow, Minutes(0), Minutes(5)),
            OnLineLouder = reader.Time("Spotting:OnLine:Louder", usual.OnLineLouder, Seconds(5), Timing.OnLineBound),
            OnLineMiss = reader.Time("Spotting:OnLine:Miss", usual.OnLineMiss, Timing.LeastRinging, Timing.OnLineBound),
            OnLineEms = reader.Time("Spotting:OnLine:Ems", usual.OnLineEms, Timing.LeastRinging, Timing.OnLineBound - OnLineSlack),
            OffLineSecondChannel = reader.Time("Spotting:OffLine:SecondChannel", usual.OffLineSecondChannel, Seconds(10), Timing.OffLineBound),
            OffLineMiss = reader.Time("Spotting:OffLine:Miss", usual.OffLineMiss, Timing.LeastRinging, Timing.OffLineBound),
            OffLineEms = reader.Time("Spotting:OffLine:Ems", usual.OffLineEms, Timing.LeastRinging, Timing.OffLineBound - OffLineSlack),
            PeerReminder = reader.Time("Spotting:PeerReminder", usual.PeerReminder, Seconds(10), Minutes(5)),
            PeerDecision = reader.Time("Spotting:PeerDecision", usual.PeerDecision, Seconds(10), Minutes(5)),
            EmsRedial = reader.Time("Spotting:EmsRedial", usual.EmsRedial, Seconds(5), Seconds(60)),
            SwitchAfter = SwitchSettings.Read(reader),
        };
        var step = reader.Development ? TimeSpan.Zero : Seconds(1);
        var ringing = reader.Development ? TimeSpan.Zero : Timing.LeastRinging;
        After(reader, ("Spotting:OnLine:Louder", timing.OnLineLouder), ("Spotting:OnLine:Miss", timing.OnLineMiss), step);
        After(reader, ("Spotting:OnLine:Miss", timing.OnLineMiss), ("Spotting:OnLine:Ems", timing.OnLineEms), step);
        After(reader, ("Spotting:OffLine:SecondChannel", timing.OffLineSecondChannel), ("Spotting:OffLine:Miss", timing.OffLineMiss), ringing);
        After(reader, ("Spotting:OffLine:Miss", timing.OffLineMiss), ("Spotting:OffLine:Ems", timing.OffLineEms), step);
        After(reader, ("Spotting:PeerReminder", timing.PeerReminder), ("Spotting:PeerDecision", timing.PeerDecision), TimeSpan.Zero);
        return timing;
    }

    /// <summary>The fault is that of the later step, unless only the earlier one was configured.</summary>
    private static void After(SettingsReader reader, (string Key, TimeSpan At) earlier, (string Key, TimeSpan At) later, TimeSpan apart)
    {
        if (later.At - earlier.At >= apart || reader.Faults.Has(earlier.Key) || reader.Faults.Has(later.Key))
        {
            return;
        }

        var amount = apart > TimeSpan.Zero ? $"must be at least {apart.TotalSeconds:0} s " : "must not be ";
        var (key, other, side) = reader.IsSet(later.Key)
            ? (later.Key, earlier, apart > TimeSpan.Zero ? "after" : "before")
            : (earlier.Key, later, apart > TimeSpan.Zero ? "before" : "after");
        reader.Faults.Add(key, $"{amount}{side} {Named(reader, other)}", "Move one of the two");
    }

    private static string Named(SettingsReader reader, (string Key, TimeSpan At) step) =>
        FaultList.Written(step.Key) + (reader.IsSet(step.Key) ? "" : $" (by default {step.At:c})");

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);
}
