using PhoneSimulator;
using PhoneSimulator.Time;

namespace DeskTests;

/// <summary>A desk is stopped, and another is started on the same folder.</summary>
public sealed class DeskLifeTests
{
    [Fact]
    public async Task A_second_desk_on_the_same_folder_goes_on_with_the_sessions_of_the_first()
    {
        var folder = Directory.CreateTempSubdirectory("desk-").FullName;
        var options = new DeskOptions { Port = 0, DataFolder = folder };
        DateTimeOffset stopped;
        await using (var first = await Desk.StartAsync(options))
        {
            await TextAsync(first, "SPOT 2 at 12 Main St, Hamilton", "I'm with you");
            await UntilAsync(first, () => Got(first, "Still with me"));
            stopped = first.Clock.GetUtcNow();
        }

        await using (var second = await Desk.StartAsync(options))
        {
            Assert.True(second.Clock.GetUtcNow() >= stopped, "The clock ran backwards.");
            await TextAsync(second, "1", "Thanks");
            await UntilAsync(second, () => Got(second, "Still with me"));
            Assert.Empty(second.Network.Violations);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task TextAsync(Desk desk, string body, string reply)
    {
        // A text sooner than three seconds after a check-in would be no answer to it.
        var soon = desk.Clock.GetUtcNow() + TimeSpan.FromSeconds(5);
        await UntilAsync(desk, () => desk.Clock.GetUtcNow() >= soon);
        desk.Network.Phone(Cast.Caller.Number).Texts(body, Cast.Line);
        await UntilAsync(desk, () => Got(desk, reply));
    }

    private static bool Got(Desk desk, string words) =>
        desk.Network.Phone(Cast.Caller.Number).Inbox.Any(t => t.Body.Contains(words, StringComparison.Ordinal));

    private static async Task UntilAsync(Desk desk, Func<bool> done)
    {
        using var attention = new Attention(desk.Network, desk.Clock, TestContext.Current.CancellationToken);
        desk.Clock.Speed = 100;
        await attention.UntilAsync(now => done() ? now : now + TimeSpan.FromSeconds(0.5), TimeSpan.FromMinutes(5), "It did not come about");
        desk.Clock.Speed = 1;
    }
}
