using System.Globalization;

namespace SpotterBot.Telephony;

/// <summary>Parameters as Twilio takes them: a list is its key repeated, a boolean is <c>true</c> or <c>false</c>, what is null is left out.</summary>
internal sealed class TwilioForm
{
    private readonly List<KeyValuePair<string, string>> _fields = [];

    public TwilioForm Add(string name, string? value)
    {
        if (value is not null) _fields.Add(new(name, value));
        return this;
    }

    public TwilioForm Add(string name, bool? value) => Add(name, value is null ? null : value.Value ? "true" : "false");

    /// <summary>Whole seconds, rounded up: half a second of ringing is better one too long than none.</summary>
    public TwilioForm Add(string name, TimeSpan? value) =>
        Add(name, value is { } time ? Math.Ceiling(time.TotalSeconds).ToString("0", CultureInfo.InvariantCulture) : null);

    public TwilioForm Add(string name, DateTimeOffset? value) => Add(name, value is { } instant ? TwilioDates.Iso8601(instant) : null);

    public TwilioForm Add(string name, CallEvents events)
    {
        foreach (var one in new[] { CallEvents.Initiated, CallEvents.Ringing, CallEvents.Answered, CallEvents.Completed })
        {
            if (events.HasFlag(one)) Add(name, one.ToString().ToLowerInvariant());
        }

        return this;
    }

    public FormUrlEncodedContent Content() => new(_fields);

    /// <summary>The parameters as a query, with its question mark.</summary>
    public string Query() => _fields.Count == 0
        ? ""
        : "?" + string.Join('&', _fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}"));
}
