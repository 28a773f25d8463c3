using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using PhoneCompany.Faults;
using PhoneCompany.People;
using Scenarios.Support;
using Simulation;
using SpotterBot.Decisions.Sessions;

namespace Scenarios.Outages;

/// <summary>
/// Thirty callers in every phase, and nobody there for minutes: how long after the end of it the last of them is asked, or has people and EMS rung for
/// them. The figures stand in <c>outages.csv</c> beside this file, and in the README. After a change: <c>OUTAGES=write dotnet test tests/Scenarios --filter
/// LongOutagesTests</c>.
/// </summary>
public sealed class LongOutagesTests(ITestOutputHelper output)
{
    private const int Callers = 30;
    private const string Head = "outage,open sessions,asked,last asked after s,ladders going on,first person rung after s,last EMS rung after s";

    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(120);

    [Fact]
    public void After_all_processes_died_everybody_is_handled_by_age_within_the_pace()
    {
        using var s = Begin();
        var crowd = Until(s, out var before);
        s.Program.Kill();
        s.Run(TimeSpan.FromMinutes(10));
        s.Start(new Life());
        Measure("all processes dead for 10 minutes", s, crowd, before);
        Assert.Contains(s.Coordinator.Phone.Inbox, t => t.Body.StartsWith("SpotterBot: I was away from ", StringComparison.Ordinal) && t.Body.Contains("30 sessions are open. 30 had something due", StringComparison.Ordinal));
        Assert.Equal(["away open"], s.Alarms.Said);
    }

    [Fact]
    public void After_the_store_was_away_everybody_is_handled_by_age_within_the_pace()
    {
        var store = new BreakingStore(new MemoryRowStore());
        using var s = Begin(store);
        var crowd = Until(s, out var before);
        store.Broken = true;
        s.Run(TimeSpan.FromMinutes(5));
        Assert.Contains(s.Coordinator.Phone.Inbox, t => t.Body.Contains("cannot read or write my store", StringComparison.Ordinal));
        store.Broken = false;
        Measure("the store away for 5 minutes", s, crowd, before);
        Assert.Contains(s.Coordinator.Phone.Inbox, t => t.Body.StartsWith("SpotterBot: my store is back", StringComparison.Ordinal));
        Assert.Equal(["away open", "store open", "store over"], s.Alarms.Said.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void After_the_phone_company_was_away_everybody_is_handled_by_age_within_the_pace()
    {
        using var s = Begin();
        var crowd = Until(s, out var before);
        var webhooks = s.Network.Faults.OnWebhook(_ => true, WebhookFault.Drop());
        foreach (var fault in (RestFault[])[RestFault.Status(HttpStatusCode.ServiceUnavailable), RestFault.LostRequest(), RestFault.ConnectionReset(), RestFault.Status(HttpStatusCode.Unauthorized, 20003)])
        {
            using var fails = s.Network.Faults.OnRest(_ => true, fault);
            s.Run(TimeSpan.FromMinutes(2.5));
        }

        webhooks.Dispose();
        Measure("the phone company away for 10 minutes", s, crowd, before);
        Assert.Equal(["calls open", "calls over", "texts open", "texts over"], s.Alarms.Said.Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(s.Coordinator.Phone.Inbox, t => t.Body.StartsWith("SpotterBot: my calls go out again", StringComparison.Ordinal) || t.Body.StartsWith("SpotterBot: my texts go out again", StringComparison.Ordinal));
    }

    private static Scenario Begin(SpotterBot.Storage.IRowStore? store = null)
    {
        var s = new Scenario(store: store ?? new MemoryRowStore(), settings: ("Alarms:Url", AlarmSink.Address)) { ErrorsExpected = true };
        return s.NobodyPicksUp();
    }

    /// <summary>The first have been missed and people are being rung for them, the next are being asked, the rest are due within minutes.</summary>
    private static Crowd Until(Scenario s, out IReadOnlyList<(Session Session, DateTimeOffset DueUtc)> before)
    {
        var crowd = new Crowd(s, Callers);
        var first = crowd.Standing()[0].DueUtc;
        s.RunUntil(first + TimeSpan.FromSeconds(Walks.MissOf(Mode.TextMe) + 8));
        before = crowd.Standing();
        Assert.Contains(before, b => b.Session.Incident is { Cause: Cause.MissedCheckIn });
        Assert.Contains(before, b => b.Session.CheckIn.IsOpen);
        Assert.Contains(before, b => b.Session.CheckIn is { IsOpen: false, DueUtc: not null });
        return crowd;
    }

    private void Measure(string outage, Scenario s, Crowd crowd, IReadOnlyList<(Session Session, DateTimeOffset DueUtc)> before)
    {
        // Who had been asked before it began may have been missed meanwhile, as ever.
        var end = s.Now;
        var inLadder = crowd.Standing().Select(b => b.Session).Where(IsInLadder).Select(session => session.Id).ToHashSet(StringComparer.Ordinal);
        crowd.Run(Afterwards, answer: true);
        var asked = crowd.First(end, (r, session) => r.CreatesMessage && r["To"] == session.CallerNumber && r["Body"]!.Contains("could not check on you", StringComparison.Ordinal));
        var person = crowd.First(end, (r, _) => r.CreatesCall && r["To"]!.StartsWith("+190555502", StringComparison.Ordinal));
        var ems = crowd.First(end, (r, _) => r.CreatesCall && r["To"]!.StartsWith("+1905555091", StringComparison.Ordinal));

        var waited = before.Where(b => !inLadder.Contains(b.Session.Id)).ToList();
        var late = waited.Where(b => asked.ContainsKey(b.Session.Id)).ToList();
        var order = late.Select(b => asked[b.Session.Id]).ToList();
        var said = string.Join('\n', late.Select(b => $"due {b.DueUtc:HH:mm:ss} asked {asked[b.Session.Id]:HH:mm:ss.f}")) + "\n" + s.Transcript();
        Assert.True(late.Count == waited.Count, $"{waited.Count - late.Count} of {waited.Count} were not told that we were away.\n{said}");
        Assert.True(order.SequenceEqual(order.Order()), $"Not by age:\n{said}");
        Assert.All(inLadder, id => Assert.True(ems.ContainsKey(id), $"EMS was not rung for {id}.\n{s.Transcript()}"));

        // One text in two seconds is what check-ins may take; and none but an alarm goes out faster than the pace.
        var last = (order.Max() - end).TotalSeconds;
        Assert.InRange(last, 0, (2 * late.Count) + 12);
        var texts = s.Network.RestRequests.Where(r => r.CreatesMessage && r.Utc >= end && r["To"] != s.Coordinator.Number).Select(r => r.Utc).ToList();
        Assert.All(texts, t => Assert.InRange(texts.Count(u => u >= t && u < t + TimeSpan.FromSeconds(10)), 0, 10 + 3));

        var emsLast = inLadder.Select(id => ems[id]).Max();
        Assert.InRange((emsLast - end).TotalSeconds, 0, 35);
        Keep(string.Create(
            CultureInfo.InvariantCulture,
            $"{outage},{before.Count},{late.Count},{last:0},{inLadder.Count},{(person.Count == 0 ? "" : (person.Values.Min() - end).TotalSeconds.ToString("0", CultureInfo.InvariantCulture))},{(emsLast - end).TotalSeconds:0}"));
        s.Program.Kill();
    }

    /// <summary>People are being reached, and EMS has not confirmed.</summary>
    private static bool IsInLadder(Session session) =>
        session.Incident is { Phase: Phase.Reaching, Cause: Cause.MissedCheckIn or Cause.HelpNow, Ems.ConfirmedUtc: null };

    /// <summary>The row as it stands in the table, and in the README.</summary>
    private void Keep(string row)
    {
        output.WriteLine(row);
        var here = Here();
        var table = Path.Combine(here, "outages.csv");
        var name = row.Split(',')[0];
        if (Environment.GetEnvironmentVariable("OUTAGES") == "write")
        {
            string[] others = File.Exists(table) ? [.. File.ReadAllLines(table).Skip(1).Where(l => l.Split(',')[0] != name)] : [];
            File.WriteAllLines(table, [Head, .. others.Append(row).Order(StringComparer.Ordinal)]);
            return;
        }

        Assert.Contains(row, File.ReadAllLines(table));
        Assert.Contains($"| {string.Join(" | ", row.Split(','))} |", File.ReadAllText(Path.Combine(here, "..", "..", "..", "README.md")), StringComparison.Ordinal);
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
