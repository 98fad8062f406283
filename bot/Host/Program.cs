namespace BranchBot.Host; internal static class Program { private static void Main() { } }
