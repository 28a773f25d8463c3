using SpotterBot.Decisions;
using SpotterBot.Telephony;

namespace SpotterBot.Settings;

/// <summary>When callers and coordinators are told that the program is gone.</summary>
internal static class SwitchSettings
{
    public const string Key = "Switch:After";

    public const string Missing = "There is no dead man's switch: Twilio__MessagingServiceSid is not set. Should this program die, nobody is told";

    public const string Remedy = "Make a messaging service in the Twilio console with the service's numbers as its senders, and set Twilio__MessagingServiceSid";

    public const string SwitchedOff = "The dead man's switch is off: Switch__After is zero. Should this program die, nobody is told";

    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(10);

    /// <summary>What the phone company asks for, and a minute for the request and the clocks.</summary>
    private static readonly TimeSpan Least = CreateMessage.ScheduledLeast + TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Most = TimeSpan.FromHours(1);

    /// <summary>Null where there is no messaging service, without which a text cannot be left with the phone company, or where it is zero.</summary>
    public static TimeSpan? Read(SettingsReader reader)
    {
        var after = reader.Time(Key, Usual, TimeSpan.Zero, Most);
        if (after != TimeSpan.Zero && (after < Least || after > Most) && !reader.Faults.Has(Key))
        {
            reader.Faults.Add(Key, $"is not between {Least:c} and {Most:c}", $"Choose a time in between, leave it out for {Usual:c}, or write {TimeSpan.Zero:c} to do without");
        }

        return reader.IsSet("Twilio:MessagingServiceSid") && after > TimeSpan.Zero ? after : null;
    }

    /// <summary>Why there is none, as a sentence; null where there is one.</summary>
    public static string? WhyNot(SpotterSettings settings) =>
        settings.Timing.SwitchAfter is not null ? null : settings.Twilio.MessagingServiceSid is { Length: > 0 } ? SwitchedOff : Missing;
}
