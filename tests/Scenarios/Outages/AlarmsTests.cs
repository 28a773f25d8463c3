using System.Net;
using PhoneCompany.Faults;
using PhoneCompany.People;
using Scenarios.Support;
using Simulation;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Health;
using SpotterBot.Storage;

namespace Scenarios.Outages;

/// <summary>When the phone company fails, coordinators hear of it by every way that still works: once each, again while it lasts, and when it is over.</summary>
public sealed class AlarmsTests
{
    [Fact]
    public async Task Where_calls_fail_coordinators_are_told_by_text_and_at_the_address_and_health_says_why()
    {
        using var s = Begin();
        using (s.Network.Faults.OnRest(r => r.CreatesCall, RestFault.Status(HttpStatusCode.ServiceUnavailable)))
        {
            MissEverything(s);
            s.Coordinator.Gets("my calls do not go out since .* UTC. 1 session is open", within: 60);
            Assert.Equal(["calls open"], s.Alarms.Said);
            Assert.Equal(1, s.Alarms.Posts[0].Report.GetProperty("openSessions").GetInt32());
            var health = await s.Inside.Get<HealthFunction>().HandleAsync();
            Assert.Equal(503, health.Status);
            Assert.Contains("\"what\":\"calls\"", health.Body, StringComparison.Ordinal);
            s.RunSeconds(300);
            Assert.Equal(["calls open"], s.Alarms.Said);
            s.RunSeconds(320);
            s.Coordinator.Gets("my calls do not go out");
            Assert.Equal(["calls open", "calls open"], s.Alarms.Said);
        }

        s.RunUntil(() => s.Alarms.Said.Count > 2, TimeSpan.FromMinutes(3));
        s.Coordinator.Gets("my calls go out again. They did not from .* to .* UTC", within: 60);
        Assert.Equal(["calls open", "calls open", "calls over"], s.Alarms.Said);
        Assert.Equal(200, (await s.Inside.Get<HealthFunction>().HandleAsync()).Status);
        s.Program.Kill();
    }

    [Fact]
    public void Where_texts_fail_coordinators_are_rung_and_hear_it_though_nothing_of_ours_can_be_fetched()
    {
        using var s = Begin();
        s.Coordinator.Is(Behaviour.Manual);
        s.WatchedByText();
        using (s.Network.Faults.OnRest(r => r.CreatesMessage, RestFault.Status(HttpStatusCode.InternalServerError)))
        {
            s.RunToCheckIn();
            Assert.True(s.RunUntil(() => s.Network.Calls.Any(c => c.To == s.Coordinator.Number && c.Status == "ringing"), TimeSpan.FromSeconds(180)), s.Transcript());
            s.Coordinator.Answers().Hears("My texts do not go out since");
            Assert.Equal(["texts open"], s.Alarms.Said);
        }

        s.Program.Kill();
    }

    [Fact]
    public void Where_nothing_comes_in_any_more_coordinators_are_told()
    {
        using var s = Begin();
        s.WatchedByText();
        s.RunToCheckIn();
        using (s.Network.Faults.OnWebhook(_ => true, WebhookFault.Drop()))
        {
            s.Coordinator.Gets("reports of the phone company do not reach me", within: 150);
            Assert.Equal(["reports open"], s.Alarms.Said);
        }

        s.Caller.Texts("1");
        s.Coordinator.Gets("reports of the phone company reach me again", within: 60);
        Assert.Equal(["reports open", "reports over"], s.Alarms.Said);
        s.Program.Kill();
    }

    [Fact]
    public void Where_nothing_works_the_address_still_does_and_is_tried_again_when_it_fails()
    {
        using var s = Begin();
        s.WatchedByText();
        s.Alarms.Answers = HttpStatusCode.BadGateway;
        using (s.Network.Faults.OnRest(_ => true, RestFault.Status(HttpStatusCode.ServiceUnavailable)))
        {
            s.RunToCheckIn();
            Assert.True(s.RunUntil(() => s.Alarms.Asked > 2, TimeSpan.FromSeconds(60)), s.Transcript());
            s.Alarms.Answers = HttpStatusCode.NoContent;
            s.RunSeconds(120);
            Assert.Equal(["calls open", "texts open"], s.Alarms.Said.Order(StringComparer.Ordinal));
        }

        s.Program.Kill();
    }

    [Fact]
    public void Of_several_processes_one_tells_it()
    {
        using var s = Begin();
        var other = s.Start(new Life());
        s.Start(new Life());
        s.WatchedByText();
        using (s.Network.Faults.OnRest(_ => true, RestFault.Status(HttpStatusCode.ServiceUnavailable)))
        {
            s.RunToCheckIn();
            s.RunSeconds(200);
            Assert.Equal(["calls open", "texts open"], s.Alarms.Said.Order(StringComparer.Ordinal));
        }

        other.Kill();
        s.Program.Kill();
    }

    [Fact]
    public void A_failure_or_two_alarm_nobody()
    {
        using var s = new Scenario(settings: ("Alarms:Url", AlarmSink.Address));
        s.WatchedByText();
        using (s.Network.Faults.OnRest(r => r.CreatesMessage, RestFault.Status(HttpStatusCode.ServiceUnavailable), times: 1))
        {
            s.RunToCheckIn();
            s.Caller.IsRung(within: 15).Answers().Hears("Still with me|need to hear").Presses("1").HangsUp().MayGet(".");
        }

        s.RunSeconds(60);
        Assert.Empty(s.Alarms.Posts);
        s.Finishes();
    }

    [Fact]
    public void Where_the_embedded_store_cannot_be_written_coordinators_are_told_and_when_it_can_again()
    {
        var folder = Directory.CreateTempSubdirectory("spotter-full-");
        try
        {
            var file = Path.Combine(folder.FullName, "spotter.db");
            using var s = new Scenario(store: new SqliteRowStore(file), settings: ("Alarms:Url", AlarmSink.Address)) { ErrorsExpected = true };
            s.RunSeconds(10);
            SqliteFile.Fill(file);
            s.Coordinator.Gets("cannot read or write my store", within: 60);
            Assert.Equal(["store open"], s.Alarms.Said);
            SqliteFile.MakeRoom(file);
            s.Coordinator.Gets("my store is back", within: 60);
            Assert.Equal(["store open", "store over"], s.Alarms.Said);
            s.Program.Kill();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Scenario Begin()
    {
        var s = new Scenario(settings: ("Alarms:Url", AlarmSink.Address)) { ErrorsExpected = true };
        s.NobodyPicksUp();
        s.Caller.Is(Behaviour.NoAnswer).MayBeRung().MayGet(".");
        return s;
    }

    private static void MissEverything(Scenario s)
    {
        s.WatchedByText();
        s.RunToCheckIn();
        s.RunSeconds(60);
    }
}
