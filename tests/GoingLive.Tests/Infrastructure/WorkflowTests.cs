using System.Text.RegularExpressions;

namespace GoingLive.Infrastructure;

/// <summary>What the forge runs, and with whose code.</summary>
public sealed class WorkflowTests
{
    private static readonly string Workflow = Repository.Read(".github", "workflows", "ci.yml");

    [Fact]
    public void Every_action_is_pinned_to_a_commit_and_says_which_version_that_is()
    {
        var uses = Regex.Matches(Workflow, @"uses: (.+)").Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(uses);
        Assert.All(uses, u => Assert.Matches(@"^[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", u));
    }

    [Fact]
    public void It_runs_what_everybody_runs_by_hand()
    {
        var scripts = Regex.Matches(Workflow, @"run: (?:bash )?(\S+)").Select(m => m.Groups[1].Value).ToList();
        Assert.Equal([".ci/run", "infra/package.sh"], scripts);
        Assert.All(scripts, s => Assert.True(File.Exists(Repository.At(s)), s));
    }
}
