using System.Text.Json;
using PhoneCompany;
using PhoneSimulator.Hosting;
using PhoneSimulator.Time;

namespace PhoneSimulator.View;

/// <summary>Everything the page shows, in parts, each sent again only when it has changed.</summary>
public sealed class DeskView(PhoneNetwork network, DeskClock clock, ProgramHost program, Transcripts transcripts, SessionsOnDesk sessions)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Dictionary<string, string> _behaviours = [];
    private readonly Lock _gate = new();

    public string BehaviourOf(string number)
    {
        lock (_gate)
        {
            return _behaviours.GetValueOrDefault(number, Behaviours.ByHand);
        }
    }

    public void Behave(Member member, BehaviourChoice choice)
    {
        network.Phone(member.Number).Behaviour = choice.Behaviour;
        lock (_gate)
        {
            _behaviours[member.Number] = choice.Id;
        }
    }

    public string Clock() => Text(new ClockView(Transcripts.Ms(clock.GetUtcNow()), clock.Speed, DeskClock.FastestSpeed));

    /// <param name="Event">The kind of part: program, phone, sessions.</param>
    /// <param name="Key">Tells parts of one kind apart.</param>
    public async Task<IReadOnlyList<(string Event, string Key, string Data)>> PartsAsync()
    {
        List<(string, string, string)> parts = [("program", "", Text(Program()))];
        parts.AddRange(Cast.All.Select(m => ("phone", m.Number, Text(Phone(m)))));
        parts.Add(("sessions", "", Text(await sessions.ReadAsync())));
        return parts;
    }

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, Json);

    private ProgramView Program()
    {
        var lines = program.Log.Lines;
        return new ProgramView(program.State.ToString().ToLowerInvariant(), program.Starts, lines.Count, lines.Count > 0 ? lines[^1].Text.Split('\n')[0] : null);
    }

    private PhoneView Phone(Member member)
    {
        var phone = network.Phone(member.Number);
        var incoming = phone.IncomingCall;
        var call = phone.Call;
        var status = incoming is not null && call is null ? "ringing" : call is null ? "idle" : call.Status == "in-progress" ? "talking" : "calling";
        var with = incoming is not null && call is null ? Cast.NameOf(incoming.From)
            : call is null ? ""
            : Cast.NameOf(call.Direction == "inbound" ? call.To : call.From);
        return new PhoneView(
            member.Number,
            status,
            with,
            call?.ConferenceName is not null,
            (call?.AnsweredUtc ?? incoming?.StartedUtc) is { } since ? Transcripts.Ms(since) : null,
            BehaviourOf(member.Number),
            phone.IsLandline,
            phone.MissedCalls.Count > 0,
            transcripts.Lines(phone),
            transcripts.Texts(member.Number));
    }
}
