using System.Text.Json;
using PhoneSimulator.Time;

namespace PhoneSimulator.View;

/// <summary>Everything the page shows, in parts, each sent again only when it has changed.</summary>
public sealed class DeskView(Desk desk, Transcripts transcripts)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public string Clock() =>
        Text(new ClockView(Transcripts.Ms(desk.Clock.GetUtcNow()), desk.Clock.Speed, DeskClock.FastestSpeed, desk.Pace.IsStorys));

    /// <param name="Event">The kind of part: program, faults, story, further, phone, sessions.</param>
    /// <param name="Key">Tells parts of one kind apart.</param>
    public async Task<IReadOnlyList<(string Event, string Key, string Data)>> PartsAsync()
    {
        List<(string, string, string)> parts =
        [
            ("program", "", Text(Program())),
            ("faults", "", Text(desk.Faults.Active.Select(f => f.ToString()))),
            ("story", "", Text(Story())),
        ];
        parts.Add(("further", "", Text(desk.Phones.Further.Select(MemberView.Of))));
        parts.AddRange(desk.Phones.All.Select(m => ("phone", m.Number, Text(Phone(m)))));
        parts.Add(("sessions", "", Text(await desk.Sessions.ReadAsync())));
        return parts;
    }

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, Json);

    private ProgramView Program()
    {
        var lines = desk.Program.Log.Lines;
        return new ProgramView(
            desk.Program.State.ToString().ToLowerInvariant(), desk.Program.Starts, lines.Count, lines.Count > 0 ? lines[^1].Text.Split('\n')[0] : null);
    }

    private StoryView? Story() => desk.Stories.Now is { } now
        ? new StoryView(now.Story.Id, now.Story.Title, now.Phase.ToString().ToLowerInvariant(), now.Scene, now.Story.Scenes.Count, now.Caption)
        : null;

    private PhoneView Phone(Member member)
    {
        var phone = desk.Network.Phone(member.Number);
        var incoming = phone.IncomingCall;
        var call = phone.Call;
        var status = incoming is not null && call is null ? "ringing" : call is null ? "idle" : call.Status == "in-progress" ? "talking" : "calling";
        var with = incoming is not null && call is null ? desk.Phones.NameOf(incoming.From)
            : call is null ? ""
            : desk.Phones.NameOf(call.Direction == "inbound" ? call.To : call.From);
        return new PhoneView(
            member.Number,
            status,
            with,
            call?.ConferenceName is { } room ? OthersIn(room, member.Number) : null,
            (call?.AnsweredUtc ?? incoming?.StartedUtc) is { } since ? Transcripts.Ms(since) : null,
            desk.Manners.Of(member.Number),
            phone.IsLandline,
            transcripts.Lines(phone),
            transcripts.Texts(member.Number));
    }

    private string[] OthersIn(string room, string number) =>
        [.. desk.Network.Conferences.Last(c => c.FriendlyName == room).Present.Where(n => n != number).Select(desk.Phones.NameOf)];
}
