using Microsoft.Extensions.DependencyInjection;
using PhoneCompany.People;
using PhoneCompany.Voice;
using PhoneSimulator;
using PhoneSimulator.Stories;
using PhoneSimulator.View;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Sessions;
using SpotterBot.Storage;

namespace DeskTests.Stories;

/// <summary>One desk for all stories, told fast and without a browser: each must leave it ready for the next.</summary>
public sealed class ToldDesk : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("desk-").FullName;
    private readonly List<string> _captions = [];
    private DateTimeOffset _begunUtc;
    private int _heardFrom;

    public Desk Desk { get; private set; } = null!;

    /// <summary>What the last story showed.</summary>
    public IReadOnlyList<string> Captions => _captions;

    public async ValueTask InitializeAsync() => Desk = await Desk.StartAsync(new DeskOptions
    {
        Port = 0,
        DataFolder = _folder,
        Stories = new StoryPaces { Between = 100, Spoken = 100, Shown = _captions.Add },
    });

    public async ValueTask DisposeAsync()
    {
        await Desk.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Tells a story to its end. It may not stick, nobody objects to anything, and the desk is left as it was found.</summary>
    public async Task TellAsync(string id)
    {
        var story = Bookshelf.Find(id)!;
        _captions.Clear();
        _begunUtc = Desk.Clock.GetUtcNow();
        _heardFrom = Desk.Network.Log.Count;
        Assert.True(Desk.Stories.Start(story));
        await Desk.Stories.Told;
        Assert.True(Desk.Stories.Now!.Phase == StoryPhase.Ended, Desk.Stories.Now.Caption + "\n" + Transcript());
        Assert.Equal(story.Scenes.Select(s => s.Caption), _captions);
        await IsReadyAsync();
    }

    /// <summary>Every line is down, every phone by hand, every session closed, and the phone company and the program had nothing to object to.</summary>
    public async Task IsReadyAsync()
    {
        Assert.Empty(Desk.Network.LiveCalls);
        Assert.All(Desk.Phones.All, m => Assert.Equal(Behaviours.ByHand, Desk.Manners.Of(m.Number)));
        Assert.DoesNotContain(await SessionsAsync(), s => s.Open);
        Assert.Equal(1, Desk.Clock.Speed);
        Assert.True(Desk.Network.Violations.Count == 0, string.Join('\n', Desk.Network.Violations) + "\n" + Transcript());
        Assert.True(Desk.Network.Unobserved.Count == 0, string.Join('\n', Desk.Network.Unobserved));
        Assert.DoesNotContain(Desk.Program.Log.Lines, l => l.Level >= Microsoft.Extensions.Logging.LogLevel.Error);
    }

    /// <summary>The sessions begun in this story, in their order.</summary>
    public async Task<IReadOnlyList<Session>> SessionsAsync()
    {
        var services = Desk.Program.Services!;
        var names = services.GetRequiredService<SessionNames>();
        var reader = services.GetRequiredService<SessionReader>();
        var begun = Desk.Network.Calls.Where(c => c.Direction == "inbound").Select(c => (c.Sid, c.CreatedUtc))
            .Concat(Desk.Network.Messages.Where(m => m.Direction == "inbound").Select(m => (m.Sid, m.CreatedUtc)));
        List<Session> sessions = [];
        foreach (var (sid, createdUtc) in begun)
        {
            if (createdUtc >= _begunUtc && await reader.ReadAsync(names.IdFor(sid)) is { } session)
            {
                sessions.Add(session);
            }
        }

        return sessions;
    }

    /// <summary>Seconds from the moment the missed check-in was due to the first entry of this kind.</summary>
    public async Task<double> SecondsToAsync(Session session, string kind)
    {
        var rows = await Desk.Program.Services!.GetRequiredService<HistoryRows>().ReadAsync(session.Id);
        var history = rows.Select(r => Fact.Of(r.Utc, r.Kind, r.Detail)).ToList();
        var due = history.Single(f => f.Kind == "CheckInMissed").Due!.Value;
        return (history.First(f => f.Kind == kind && f.Utc >= due).Utc - due).TotalSeconds;
    }

    /// <summary>Calls placed to them in this story that rang.</summary>
    public int Rung(Member member) => CallsTo(member).Count();

    public IEnumerable<Call> CallsTo(Member member) => Desk.Network.Calls
        .Where(c => c.To == member.Number && c.CreatedUtc >= _begunUtc && c.History.Any(h => h.Status == "ringing"));

    /// <summary>Whether such words reached them in this story, machine's and people's.</summary>
    public bool Heard(Member member, string words) => Heard(member).Any(h => h.Text.Contains(words, StringComparison.OrdinalIgnoreCase));

    public IEnumerable<HeardEntry> Heard(Member member) => Desk.Network.Phone(member.Number).Heard.Where(h => h.Utc >= _begunUtc);

    public IEnumerable<VoicemailRecording> VoicemailOf(Member member) => Desk.Network.Phone(member.Number).VoicemailRecordings.Where(r => r.Utc >= _begunUtc);

    public bool Got(Member member, string words) =>
        Desk.Network.Phone(member.Number).Inbox.Any(t => t.Utc >= _begunUtc && t.Body.Contains(words, StringComparison.OrdinalIgnoreCase));

    private string Transcript() => string.Join(
        '\n', Desk.Network.Log.Skip(_heardFrom).Select(e => $"{e.Utc:HH:mm:ss.fff} {Desk.Phones.NameOf(e.Phone)} {e.Kind}: {e.Text}"));
}
