using System.Text;
using System.Text.RegularExpressions;
using PhoneCompany.Faults;
using PhoneCompany.People;
using Scenarios.Support;
using SpotterBot.Storage;

namespace Scenarios;

/// <summary>Promise 5: what is personal travels only with the ladder, stands nowhere in clear, and is erased when it is said to be.</summary>
public sealed class PrivacyTests : IDisposable
{
    private const string Token = "0123456789abcdef0123456789abcdef";
    private const string Place = "12 Wexford Crescent apt 4, Hamilton, buzzer 3141";

    /// <summary>Words that stand for nothing but the caller's place, handle and what they wrote.</summary>
    private static readonly string[] PersonalWords = ["Wexford", "Crescent", "buzzer", "Hamilton", "hogwash"];

    private readonly string _folder = Directory.CreateTempSubdirectory("spotter-privacy-").FullName;

    private string File => Path.Combine(_folder, "spotter.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Nothing_personal_stands_in_the_log_in_the_file_or_in_a_url()
    {
        using var s = new Scenario(store: new SqliteRowStore(File));
        var urls = Listen(s);
        Walk(s);
        s.Program.Kill();
        AssertClean("log", string.Join('\n', s.ProgramLog), s, andCode: false);
        Assert.Contains(s.ProgramLog, l => l.Contains("EmsConfirmed", StringComparison.Ordinal));
        AssertClean("file", Bytes(), s, andCode: false);
        AssertClean("URL", string.Join('\n', urls), s);
        AssertClean("room name", string.Join('\n', s.Network.Conferences.Select(c => c.FriendlyName)), s);
        Assert.Contains(urls, u => u.Contains("/api/voice/leg/", StringComparison.Ordinal));
    }

    [Fact]
    public void The_location_is_in_no_text_that_nobody_on_the_case_asked_for()
    {
        using var s = new Scenario(store: new SqliteRowStore(File));
        Walk(s);
        var places = s.Network.Messages.Where(m => m.Direction != "inbound" && m.Body.Contains("Wexford", StringComparison.Ordinal)).ToList();
        Assert.All(places, m => Assert.True(m.To == s.Caller.Number && m.Body.StartsWith("For this time I have", StringComparison.Ordinal), m.Body));
        Assert.DoesNotContain(s.PeerB.Phone.Heard, h => h.Text.Contains("Wexford", StringComparison.Ordinal));
        s.Program.Kill();
    }

    [Fact]
    public void When_it_finishes_without_an_escalation_place_and_numbers_are_gone_and_texts_redacted()
    {
        using var s = new Scenario(store: new SqliteRowStore(File));
        s.Caller.Texts($"SPOT 2 at {Place}").Gets("I'm with you").Gets("Got it");
        s.Caller.Texts("WHERE").Gets("Wexford");
        s.Caller.Texts("FIRST 905 555 0124").Gets("OK. If you stop");
        s.Friend.Gets("named you");
        s.Caller.Texts("DONE").Gets("Done for now");
        s.RunSeconds(60);
        AssertErased(s);
        s.Silence();
    }

    [Fact]
    public void After_an_escalation_they_are_gone_within_three_days_and_not_before()
    {
        using var s = new Scenario(store: new SqliteRowStore(File));
        Walk(s);
        s.RunSeconds(60);
        Assert.NotNull(s.Session.Place);
        s.RunQuietly(TimeSpan.FromHours(71), sweptEvery: TimeSpan.FromMinutes(2));
        Assert.NotNull(s.Session.Place);
        s.RunQuietly(TimeSpan.FromHours(1.2));
        AssertErased(s);
        s.Program.Kill();
    }

    [Fact]
    public void Forget_erases_what_was_saved_as_well_and_at_once_when_nothing_runs()
    {
        using var s = new Scenario(store: new SqliteRowStore(File));
        s.Caller.Texts($"SPOT 2 at {Place}").Gets("I'm with you").Gets("Got it");
        s.Caller.Texts("SAVE hogwash").Gets("Saved as");
        s.Caller.Texts("FORGET").Gets("When we finish");
        s.Caller.Texts("DONE").Gets("Done for now");
        s.RunSeconds(60);
        AssertErased(s);
        s.Caller.Texts("WHERE hogwash").GetsNothingLike("Wexford").Gets("Nothing is running");

        s.Caller.Texts($"SPOT 2 at {Place}").Gets("I'm with you").Gets("Got it");
        s.Caller.Texts("SAVE hogwash").Gets("Saved as");
        s.Caller.Texts("DONE").Gets("Done for now");
        s.RunSeconds(60);
        s.Caller.Texts("FORGET").Gets("is erased");
        s.Caller.Texts("WHERE hogwash").Gets("Nothing is running");
        AssertErased(s);
        s.Silence();
    }

    [Fact]
    public void What_the_phone_company_would_not_redact_is_owed_until_it_does()
    {
        using var s = new Scenario(store: new SqliteRowStore(File));
        s.Caller.Texts($"SPOT 2 at {Place}").Gets("I'm with you").Gets("Got it");
        s.Caller.Texts("WHERE").Gets("Wexford");
        using (s.Network.Faults.OnRest(r => r.Method == "POST" && r.Resource.StartsWith("Messages/", StringComparison.Ordinal), RestFault.Status(System.Net.HttpStatusCode.ServiceUnavailable)))
        {
            s.Caller.Texts("DONE").Gets("Done for now");
            s.Run(TimeSpan.FromMinutes(30));
            Assert.Contains(OutboundWithPlace(s), m => !m.IsRedacted);
        }

        s.RunQuietly(TimeSpan.FromHours(1.1));
        AssertErased(s);
        s.Program.Kill();
    }

    [Fact]
    public async Task History_holds_kinds_and_codes_only()
    {
        using var s = new Scenario(store: new SqliteRowStore(File));
        Walk(s);
        var history = await s.HistoryAsync();
        Assert.True(history.Count > 10);
        AssertClean("history", string.Join('\n', history.Select(h => $"{h.Kind} {h.Detail}")), s, andCode: true);
        Assert.All(history, h => Assert.Matches(@"^([a-zA-Z]+=[A-Za-z0-9:.+\-]+( |$))*$", h.Detail));
        s.Program.Kill();
    }

    /// <summary>A watch, a miss, a peer who accepts, EMS who confirms, and the end.</summary>
    private static void Walk(Scenario s)
    {
        foreach (var someone in s.Everybody)
        {
            someone.MayBeRung().MayGet(".");
        }

        s.Caller.Texts($"SPOT 2 at {Place}").Gets("I'm with you");
        s.Caller.Texts("WHERE").Gets("Wexford");
        s.Caller.Texts("FIRST 905 555 0124").Gets("OK. If you stop");
        s.Caller.Texts("hogwash and nonsense");
        s.RunToCheckIn();
        s.Caller.Gets("Still with me");
        s.Caller.IsRung(within: 40).Is(Behaviour.NoAnswer);
        s.Friend.IsRung(within: 60);
        s.PeerA.IsRung(within: 40).Answers().Presses("1").Hears("12 Wexford Crescent");
        s.Ems.IsRung(within: 90).Answers().Hears("12 Wexford Crescent").Hears("Press 1 or say").Presses("1").Hears("confirmed");
        s.RunSeconds(20);
        s.Ems.HangsUp();
        s.PeerA.Presses("*").Hears("they are OK").Presses("1").Hears("Noted");
        s.PeerA.HangsUp();
        s.Caller.Texts("DONE").Gets("Done for now");
        s.RunSeconds(30);
    }

    private static IEnumerable<PhoneCompany.Messages.Message> OutboundWithPlace(Scenario s) => s.Network.Messages.Where(
        m => m.Direction != "inbound" && (m.IsRedacted || m.Body.Contains("Wexford", StringComparison.Ordinal) || m.Body.Contains("Hamilton", StringComparison.Ordinal)));

    private void AssertErased(Scenario s)
    {
        foreach (var session in s.Sessions())
        {
            var json = System.Text.Json.JsonSerializer.Serialize(session);
            AssertClean("session", json, s, andCode: false);
            Assert.Null(session.Place);
            Assert.Null(session.CallerNumber);
            Assert.Null(session.ChosenNumber);
            Assert.Empty(session.Pending);
        }

        Assert.DoesNotContain(s.Network.Messages, m => m.Body.Contains("Wexford", StringComparison.Ordinal));
        AssertClean("file", Bytes(), s, andCode: false);
    }

    private string Bytes() => string.Join('\n', Directory.GetFiles(_folder).Select(f =>
    {
        using var stream = new FileStream(f, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Encoding.Latin1.GetString(bytes.ToArray());
    }));

    /// <summary>Every URL that goes over the wire in either direction.</summary>
    private static List<string> Listen(Scenario s)
    {
        var urls = new List<string>();
        s.Network.Faults.OnWebhook(
            w =>
            {
                urls.Add(w.Url);
                return false;
            },
            WebhookFault.Drop());
        s.Network.Faults.OnRest(
            r =>
            {
                urls.Add(r.Resource);
                urls.AddRange(r.Parameters.Where(p => p.Value.StartsWith("https://", StringComparison.Ordinal)).Select(p => p.Value));
                return false;
            },
            RestFault.LostRequest());
        return urls;
    }

    private static void AssertClean(string where, string text, Scenario s, bool andCode = true)
    {
        foreach (var someone in s.Everybody)
        {
            Assert.False(text.Contains(someone.Number[2..], StringComparison.Ordinal), $"{someone.Name}'s number stands in the {where}: {Around(text, someone.Number[2..])}");
        }

        foreach (var word in PersonalWords)
        {
            // An area's name is the service's own; in a file or session of the caller's it would be the caller's town.
            Assert.False(text.Contains(word, StringComparison.OrdinalIgnoreCase), $"\"{word}\" stands in the {where}: {Around(text, word)}");
        }

        Assert.False(text.Contains(Token, StringComparison.Ordinal), $"The token stands in the {where}.");
        Assert.False(text.Contains(Convert.ToBase64String(Scenario.PrivacyKey), StringComparison.Ordinal), $"The key stands in the {where}.");
        Assert.False(text.Contains("Still with me", StringComparison.Ordinal) || text.Contains("Reply 1", StringComparison.Ordinal), $"A text's body stands in the {where}.");
        if (andCode)
        {
            Assert.DoesNotMatch(@"(?<![0-9.a-fA-F])" + s.Session.Code + "(?![0-9a-fA-F])", Regex.Replace(text, @"\d\d:\d\d:\d\d\.\d+", ""));
        }
    }

    private static string Around(string text, string word)
    {
        var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        return text[Math.Max(0, at - 80)..Math.Min(text.Length, at + 80)];
    }
}
