using Scenarios.Support;
using Scenarios.Support.Published;
using SpotterBot.Decisions;

namespace Scenarios;

/// <summary>
/// Two processes of the published program on one store, webhooks reaching each in turn; one is killed in the instant in which the phone company
/// has its request and has not answered: what it asked for is done, and nobody knows.
/// </summary>
[Trait("On", "zip")]
public sealed class PublishedTwoProcessesTests
{
    /// <summary>The claim of the one that died must run out before the other takes it up, and a sweep must find it.</summary>
    private static readonly TimeSpan TakenUpWithin = TimeSpan.FromSeconds(6);

    private static readonly CrashStory Story = CrashStory.All.Single(s => s.Name == "nobody answers, ems confirms");

    private static readonly Lazy<List<string>> ByOneAlone = new(() =>
    {
        using var s = Told(_ => { });
        return s.Contacts();
    });

    [Theory]
    [InlineData("the caller's phone")]
    [InlineData("a peer's phone")]
    [InlineData("EMS")]
    public void One_that_is_killed_mid_ladder_has_left_nothing_lost_and_nothing_doubled(string at)
    {
        Assert.SkipUnless(PublishedProgram.IsAsked, "SCENARIOS_ON is not zip: tests/run-on-zip sets it");
        var killed = () => false;
        using var s = Told(together =>
        {
            together.Start(new Life());
            killed = together.KillsWhoFirst(request => at switch
            {
                "the caller's phone" => request.CreatesCall && request["To"] == together.Caller.Number,
                "a peer's phone" => request.CreatesCall && request["To"] == together.PeerA.Number,
                _ => request.CreatesCall && request["To"] == together.Ems.Number,
            });
        });
        Assert.True(killed(), "It was never asked for.");

        // A peer's phone that was answered by a machine is rung again where there is time for it: how often is the clock's business, not the death's.
        Assert.Equal(ByOneAlone.Value.Distinct(), s.Contacts().Distinct());
        Assert.Equal(ByOneAlone.Value.Where(c => c.StartsWith("text", StringComparison.Ordinal)), s.Contacts().Where(c => c.StartsWith("text", StringComparison.Ordinal)));
        Assert.Single(s.Ems.RungUtc);
        Assert.DoesNotContain(s.Network.Calls, call => s.Network.Calls.Any(other => other != call && other.To == call.To && other.CreatedUtc <= call.CreatedUtc && !(other.EndedUtc <= call.CreatedUtc)));
        Assert.True(s.Ems.RungUtc[0] - s.Session.Incident!.ZeroUtc < Timing.OffLineBound + TakenUpWithin, s.Transcript());
        Assert.True(s.Ems.Phone.HasHeard("12 Main St"), s.Transcript());
        s.NoObjections();
    }

    private static Scenario Told(Action<Scenario> before)
    {
        var s = new Scenario();
        Story.People(s);
        before(s);
        var memory = new CrashMemory(s.Now);
        for (var end = s.Now + TimeSpan.FromMinutes(Story.Minutes); s.Now < end; s.RunSeconds(1))
        {
            Story.Second(s, memory);
        }

        return s;
    }
}
