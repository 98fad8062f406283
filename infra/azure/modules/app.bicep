// The bot itself: equal instances behind one address, two at least (bot/Decisions/0017).
param name string
param location string
param tags object
param identityId string
param environmentId string
param host string
param registryServer string
param image string
param minReplicas int
param maxReplicas int
param certificateId string
param backupPlace string
param backupAt string
param settings settingsType

@description('What the settings below are made of. Blank is as good as absent.')
type settingsType = {
  botAppId: string
  tenants: string
  administrators: string
  cloud: string
  cards: string
  rate: string
  apiClientId: string
  addinId: string
  graphBaseUrl: string
  calendarLook: string
  storageAccount: string
  storageSuffix: string
  keyVaultKey: string
  telemetry: string
}

var port = 8080

// Until the first image is pushed something must be there to be named; it has no /health.
var standIn = 'mcr.microsoft.com/dotnet/samples:aspnetapp-chiseled'

// A test compares these names with those that the program reads. The bot has them, and the jobs that carry out its command line.
var env = [
  { name: 'ASPNETCORE_FORWARDEDHEADERS_ENABLED', value: 'true' }
  { name: 'ASPNETCORE_HTTP_PORTS', value: string(port) }
  { name: 'Bot__AppId', value: settings.botAppId }
  { name: 'Bot__AppType', value: 'UserAssignedMSI' }
  { name: 'Bot__Tenants', value: settings.tenants }
  { name: 'Bot__Administrators', value: settings.administrators }
  { name: 'Bot__Cloud__Name', value: settings.cloud }
  { name: 'Bot__Cards', value: settings.cards }
  { name: 'Bot__Rate', value: settings.rate }
  { name: 'Api__ClientId', value: settings.apiClientId }
  { name: 'Graph__BaseUrl', value: settings.graphBaseUrl }
  { name: 'Graph__NotificationUrl', value: empty(settings.graphBaseUrl) ? '' : 'https://${host}/' }
  { name: 'Graph__AddinId', value: settings.addinId }
  { name: 'Calendars__Look', value: settings.calendarLook }
  { name: 'Web__Address', value: 'https://${host}/' }
  { name: 'Storage__Account', value: settings.storageAccount }
  { name: 'Storage__EndpointSuffix', value: settings.storageSuffix }
  { name: 'Storage__IdentityClientId', value: settings.botAppId }
  { name: 'Storage__KeyVaultKey', value: settings.keyVaultKey }
  { name: 'Telemetry__ConnectionString', value: settings.telemetry }
  { name: 'Telemetry__IdentityClientId', value: settings.botAppId }
]

resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'bot' })
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      maxInactiveRevisions: 5
      ingress: {
        external: true
        allowInsecure: false
        targetPort: port
        transport: 'auto'
        customDomains: empty(certificateId)
          ? []
          : [{ name: host, bindingType: 'SniEnabled', certificateId: certificateId }]
      }
      registries: [{ server: registryServer, identity: identityId }]
    }
    template: {
      // Longer than the program takes to end at most (bot/Host/Stopping, StoppingTimes.Limit): a test compares them.
      terminationGracePeriodSeconds: 90
      scale: {
        minReplicas: minReplicas
        maxReplicas: max(minReplicas, maxReplicas)
        rules: [
          {
            name: 'requests'
            http: { metadata: { concurrentRequests: '50' } }
          }
        ]
      }
      containers: [
        {
          name: 'bot'
          image: empty(image) ? standIn : image
          resources: { cpu: json('1.0'), memory: '2Gi' }
          probes: empty(image)
            ? []
            : [
                {
                  type: 'Startup'
                  httpGet: { path: '/health/live', port: port }
                  periodSeconds: 2
                  failureThreshold: 30
                }
                {
                  type: 'Liveness'
                  httpGet: { path: '/health/live', port: port }
                  periodSeconds: 10
                  failureThreshold: 3
                }
                {
                  type: 'Readiness'
                  httpGet: { path: '/health/ready', port: port }
                  periodSeconds: 10
                  timeoutSeconds: 6
                  failureThreshold: 3
                }
              ]
          env: env
        }
      ]
    }
  }
}

// The program's command line, once there is a program.
module jobs 'job.bicep' = if (!empty(image)) {
  name: 'jobs'
  params: {
    name: name
    location: location
    tags: tags
    identityId: identityId
    environmentId: environmentId
    registryServer: registryServer
    image: image
    env: env
    backupPlace: backupPlace
    backupAt: backupAt
  }
}
